import { strict as assert } from 'node:assert';
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import * as vscode from 'vscode';
import { at, put, released, uri, useEvidence } from './evidenceScene';
import { actor, answering, run, until } from './harness';

/** Longer than what is told takes to be looked at. */
const UNSEEN_MS = 1_500;

describe('X1 what is seen of files that change', () => {
  const { program, begun, done, filesOf } = useEvidence();

  it('a rename carries the evidence along', async () => {
    const { task, claim } = await begun('Rename');
    put('out/before.txt', 'same\n');
    await until('the task answers for it', async () => (await filesOf(task)).includes('out/before.txt'));
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(uri('out/before.txt'), uri('out/after.txt'));
    await vscode.workspace.applyEdit(edit);
    await until('it answers for the new name', async () =>
      (await program().read('task.evidence', { task })).files.some(
        ({ path, expected }) => path === 'out/after.txt' && expected === 'file',
      ),
    );
    await program().execute('task.finish', { task, claim, result: 'done', summary: 'Renamed' }, { actor });
  });

  it('what is in folders that have just come is seen, and what becomes of it', async () => {
    const { task, claim } = await begun('Make folders');
    put('out/fresh/inner/deep.txt', 'one\n');
    await until('the task answers for it', async () => (await filesOf(task)).includes('out/fresh/inner/deep.txt'));
    put('out/fresh/inner/late.txt', 'one\n');
    await until('and for what comes later', async () => (await filesOf(task)).includes('out/fresh/inner/late.txt'));
    const files = [{ op: 'create' as const, path: 'out/fresh/inner/late.txt' }];
    await program().execute('task.finish', { task, claim, result: 'done', summary: 'Made', files }, { actor });
    const evidence = async () => (await program().read('task.get', { id: task }))?.evidence;
    assert.equal(await evidence(), 'verified');
    put('out/fresh/inner/late.txt', 'other\n');
    await until('it has changed', async () => (await evidence()) === 'changed');
  });

  it('Y13 what nobody told is seen when the panel of its task is opened', async () => {
    // VS Code does not watch folders of this name.
    const path = 'node_modules/unseen/left.js';
    const { task, claim } = await begun('Leave it unseen');
    put(path, 'one\n');
    const files = [{ op: 'create' as const, path }];
    await program().execute('task.finish', { task, claim, result: 'done', summary: 'Left', files }, { actor });
    const evidence = async () => (await program().read('task.get', { id: task }))?.evidence;
    assert.equal(await evidence(), 'verified');
    put(path, 'other\n');
    await new Promise((resolve) => setTimeout(resolve, UNSEEN_MS));
    assert.equal(await evidence(), 'verified', 'nobody has told');
    await run('showTask', { task });
    await until('it has changed', async () => (await evidence()) === 'changed');
  });

  it('X7 changes of files that nobody can be told of are assigned, or dismissed, by a person', async () => {
    const [first, second] = [await begun('First'), await begun('Second')];
    const waiting = async () => {
      const { rows } = await program().read('files.unattributed', {});
      return rows.map(({ path }) => path).filter((path) => /^out\/(whose|nobody)\.txt$/.test(path));
    };
    put('out/whose.txt', 'x\n');
    put('out/nobody.txt', 'x\n');
    await until('both wait', async () => new Set(await waiting()).size === 2);
    await answering('Assign', () => run('assignChanges', { task: first.task, paths: ['out/whose.txt'] }));
    await answering('Dismiss', () => run('assignChanges', { dismiss: true, paths: ['out/nobody.txt'] }));
    assert.deepEqual(await waiting(), []);
    assert.deepEqual(await filesOf(first.task), ['out/whose.txt']);
    for (const { task, claim } of [first, second]) {
      await program().execute('task.finish', { task, claim, result: 'done', summary: 'Done' }, { actor });
    }
  });

  it('ten thousand events at once are told; the longest stall of the extension host', async function () {
    mkdirSync(at('out/storm'));
    const stalls = { idle: 0, storm: 0 };
    const start = performance.now();
    let now: keyof typeof stalls = 'idle';
    let last = performance.now();
    let seen = 0;
    const pulse = setInterval(() => {
      stalls[now] = Math.max(stalls[now], performance.now() - last - 5);
      last = performance.now();
    }, 5);
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(uri(''), 'out/storm/*'));
    watcher.onDidCreate(() => seen++);
    const { task } = await begun('Switch branches');
    await until('it was idle', () => performance.now() - start > 1_000);
    now = 'storm';
    const script = `cd '${at('out/storm')}' && seq 1 10000 | xargs touch`;
    await new Promise((resolve) => execFile('sh', ['-c', script], resolve));
    await until('VS Code has told of nearly all', () => seen >= 9_000);
    const samples = Array.from({ length: 100 }, (_, n) => `out/storm/${(n + 1) * 100}`);
    await until('the task answers for them', async () => {
      const { rows } = await program().read('evidence.at', { paths: samples });
      return rows.filter((row) => row.task === task).length >= 90;
    });
    clearInterval(pulse);
    watcher.dispose();
    const said = `${stalls.storm.toFixed(0)} ms, idle ${stalls.idle.toFixed(0)} ms (${seen} events)`;
    if (this.test) this.test.title += `: ${said}`;
    await released(task);
    await answering('Cancel Task', () => run('cancelTask', { task, reason: '' }));
  });

  it('X9 git sees nothing of ours', async () => {
    await done('Write what is kept', { 'out/kept.txt': 'kept\n' });
    const status = execFileSync('git', ['status', '--porcelain', '--untracked-files=all'], {
      cwd: at(''),
      encoding: 'utf8',
    });
    const ours = status
      .split('\n')
      .filter((line) => /\.task_orchestrator\/(?!\.gitignore|roles|templates|decisions)/.test(line));
    assert.deepEqual(ours, []);
    assert.ok(existsSync(at('.task_orchestrator/objects')), 'content was kept');
  });
});
