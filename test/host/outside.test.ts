import { strict as assert } from 'node:assert';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { commands, type CommandKey } from '../../src/vscode/contributions/commands';
import type { CommandSpec } from '../../src/vscode/contributions/commands/spec';
import { actor, answering, newTask, run, useProgram } from './harness';

const rows: Readonly<Record<CommandKey, CommandSpec>> = commands;
const asked = (Object.keys(rows) as CommandKey[]).filter((key) => rows[key].outside === 'asked');

describe('O5 what somebody from outside asks for', () => {
  const program = useProgram();
  const events = async (...tasks: string[]) => {
    const each = await Promise.all(tasks.map((task) => program().read('task.events', { task })));
    return each.map(({ rows: of }) => of.length);
  };

  it('is shown to a person first, of each command that is not free; without their word nothing happens', async () => {
    const task = await newTask('Held');
    const before = await events(task);
    const file = join(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '', 'written.md');
    const wish = { task, checks: ['true; touch it'], stages: [], plan: 'A plan', how: 'save', file, confirmed: true };
    for (const key of asked) {
      const [said, ...more] = await answering(undefined, () => run(key, wish));
      assert.match(said ?? '', /another extension or an agent asks for this[\s\S]*checks: .*touch it/, key);
      assert.deepEqual(more, [], key);
    }
    assert.deepEqual(await events(task), before);
    assert.ok(!existsSync(file));
  });

  it('O2 takes away no approval, no check, no block and no dependency, and ends nothing, unasked', async () => {
    const on = await newTask('First');
    const steps = [{ key: 'a', title: 'A', after: [on], checks: ['true'], files: ['src/**'] }];
    const plan = await program().execute('task.plan', { goal: 'Planned', approval: 'plan', steps }, { actor });
    const { task } = plan;
    const step = plan.steps['a'] ?? '';
    const blocked = await newTask('Blocked');
    await run('blockTask', { task: blocked, reason: 'Wait' });
    const file = join(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '', 'written.md');
    const before = await events(task, step, blocked);
    const calls: Parameters<typeof run>[] = [
      ['editTask', { task, stages: [] }],
      ['editTask', { task: step, checks: [], files: [] }],
      ['unblockTask', { task: blocked }],
      ['removeDependency', { task: step, on }],
      ['moveTask', { task: step, parent: null }],
      ['submitPlan', { task, plan: 'Another' }],
      ['cancelTask', { task, reason: '' }],
      ['handOver', { how: 'save', file }],
      ['newStep', { task, title: 'One more' }],
      ['newTask', { parent: task, title: 'One more' }],
      ['newPlan', { task, goal: 'One more', approval: 'none', steps: ['x'], order: 'any' }],
    ];
    for (const call of calls)
      assert.equal((await answering(undefined, () => run(...call))).length, 1, JSON.stringify(call));
    assert.deepEqual(await events(task, step, blocked), before);
    assert.ok(!existsSync(file));
  });

  it('G5 lets nothing run, even where the call is allowed', async () => {
    const task = await newTask('Checked');
    assert.equal((await answering('Allow', () => run('editTask', { task, checks: ['touch PWNED'] }))).length, 1);
    await run('verifyTask', { task });
    const { checks } = await program().read('task.evidence', { task });
    assert.deepEqual(
      checks.map(({ command, approved }) => [command, approved]),
      [['touch PWNED', null]],
    );
  });
});
