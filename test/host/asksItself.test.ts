import { strict as assert } from 'node:assert';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { restoreBackup, startEmptyStore } from '../../src/vscode/commands/store/problems';
import type { CommandServices } from '../../src/vscode/commands/services';
import { commands, type CommandKey } from '../../src/vscode/contributions/commands';
import type { CommandSpec } from '../../src/vscode/contributions/commands/spec';
import { at, isProblem, put, useEvidence } from './evidenceScene';
import { actor, answering, newTask, run } from './harness';
import { instead, ticking } from './person';

const table: Readonly<Record<CommandKey, CommandSpec>> = commands;
const rows = (Object.keys(table) as CommandKey[]).filter((key) => table[key].outside === 'asksItself');

/** A call that would do something, were it not for the question. */
type Call = () => Thenable<unknown>;

describe('O4 O5 a command that asks by itself', () => {
  const { program, begun, done } = useEvidence();
  const calls = new Map<string, Call>();
  const touched: string[] = [];
  const did: string[] = [];
  const handover = (): string => join(at(''), 'asks-handover.md');

  /** How many events each task has; one that is deleted has none to be read. */
  const events = () =>
    Promise.all(
      touched.map((task) =>
        program()
          .read('task.events', { task })
          .then(
            ({ rows: of }) => of.length,
            () => 'deleted',
          ),
      ),
    );

  before(async () => {
    const call = (key: CommandKey, argument: Record<string, unknown>): void => {
      calls.set(key, () => run(key, argument));
      for (const id of [argument['task'], argument['parent']]) if (typeof id === 'string') touched.push(id);
    };
    const reason = 'Because it says so';
    const awaiting = async (goal: string) => {
      const plan = { goal, approval: 'plan' as const, steps: [{ title: 'A step' }] };
      return (await program().execute('task.plan', plan, { actor })).task;
    };
    const task = await newTask('Asked about');
    const on = await newTask('Waited for');
    const waiting = await newTask('Waits');
    await run('addDependency', { task: waiting, on, kind: 'completion', policy: 'block' });
    const blocked = await newTask('Blocked');
    await run('blockTask', { task: blocked, reason });
    const deleted = await newTask('Deleted');
    await answering('Delete', () => run('deleteTask', { task: deleted }));
    const path = 'out/asked.txt';
    const completed = await done('Answers for a file', { [path]: 'recorded\n' });
    put(path, 'other\n');
    await isProblem(path, 'differs');
    const { rows: checkpoints } = await program().read('checkpoint.list', { task: completed });
    const checked = await program().execute('task.plan', { goal: 'Checked', checks: ['true'], steps: [] }, { actor });

    call('newTask', { parent: await awaiting('New task'), title: 'One more' });
    call('newStep', { task: await awaiting('New step'), title: 'One more' });
    call('newPlan', { task: await awaiting('New plan'), goal: 'More', approval: 'none', steps: ['x'], order: 'any' });
    call('approveTask', { task: await awaiting('Approve'), version: 1 });
    call('rejectTask', { task: await awaiting('Reject'), reason });
    call('overrideTask', { task, reason });
    call('unblockTask', { task: blocked });
    call('cancelTask', { task, reason });
    call('reopenTask', { task: completed, reason });
    call('deleteTask', { task, reason });
    call('restoreDeletedTask', { task: deleted });
    call('releaseTask', { task: (await begun('Held')).task, reason });
    call('removeDependency', { task: waiting, on, kind: 'completion' });
    call('waiveDependency', { task: waiting, on, kind: 'completion', reason });
    call('restoreCheckpoint', { task: completed, seq: checkpoints.at(-1)?.seq, reason });
    call('pruneCheckpoints', { task: completed, keep: 1 });
    call('restoreFiles', { task: completed, paths: [path] });
    call('acceptContent', { task: completed, paths: [path], reason });
    call('detachFile', { task: completed, path, reason });
    call('assignChanges', { paths: [path], dismiss: true });
    call('approveChecks', { task: checked.task });
    call('handOver', { how: 'save', file: handover() });
    call('addToMcpJson', {});
    // Only where a store cannot be opened: the one that all other tests need is none of these.
    const broken = {
      folder: vscode.workspace.workspaceFolders?.[0],
      status: { state: 'problem', backups: [{ name: 'state-1.db', at: 1, bytes: 1, rescued: false }] },
      assertTrusted: () => undefined,
      restore: () => did.push('restored'),
      startEmpty: () => did.push('started empty'),
    };
    const services = { stores: { known: Promise.resolve(), all: [broken] } } as unknown as CommandServices;
    calls.set('restoreBackup', () => restoreBackup(services));
    calls.set('startEmptyStore', () => startEmptyStore(services));
  });
  after(() => rmSync(handover(), { force: true }));

  it('is each of those that the table names', () => {
    assert.deepEqual([...calls.keys()].sort(), [...rows].sort());
  });

  for (const key of rows) {
    it(`asks once, and without a person's word does nothing: ${key}`, async () => {
      const call = calls.get(key);
      assert.ok(call, 'give it a call in this file');
      const before = await events();
      const problem = await said(async () => {
        const asked = await answering(undefined, async () => {
          await ticking(call, { all: true });
        });
        assert.equal(asked.length, 1, asked.join());
      });
      assert.deepEqual(problem, [], 'it came as far as the question');
      assert.deepEqual(await events(), before);
      assert.deepEqual(did, []);
      assert.ok(!existsSync(handover()));
      assert.ok(!existsSync(at('.mcp.json')));
    });
  }

  /** The problems that a person was told of meanwhile. */
  async function said(act: () => Promise<void>): Promise<string[]> {
    const told: string[] = [];
    const showErrorMessage = ((text: string) => Promise.resolve(void told.push(text))) as never;
    await instead({ showErrorMessage }, act);
    return told;
  }
});
