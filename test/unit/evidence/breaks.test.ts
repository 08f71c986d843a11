import assert from 'node:assert/strict';
import { linkSync, mkdirSync, readdirSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { agent, rival } from '../orchestrator/desk';
import { hashOf, usePlace } from './place';

const onlyPosix = process.platform === 'win32' ? it.skip : it;

describe('F2, F9, G1 what happens to files in bad luck', () => {
  const place = usePlace();
  const evidence = (task: string) => place().desk.task(task).evidence;
  const expected = async (task: string) =>
    (await place().desk.look('task.evidence', { task })).files.map(({ path, expected: what }) => `${path} ${what}`);

  it('F2 there and back again is where it was', async () => {
    const task = await place().begin();
    const sha256 = place().write('a.ts', 'a');
    await place().claims([{ op: 'create', path: 'a.ts', sha256 }]);
    const { verification } = await place().finish([
      { op: 'rename', from: 'a.ts', path: 'b.ts' },
      { op: 'move', from: 'b.ts', path: 'deep/c.ts' },
      { op: 'move', from: 'deep/c.ts', path: 'a.ts' },
    ]);
    assert.equal(verification.status, 'verified');
    assert.deepEqual(await expected(task), ['a.ts file', 'b.ts absent', 'deep/c.ts absent']);
  });

  it('F2 two files that change places keep their contents', async () => {
    const task = await place().begin();
    const [a, b] = [place().write('a.ts', 'a'), place().write('b.ts', 'b')];
    await place().claims([
      { op: 'create', path: 'a.ts', sha256: a },
      { op: 'create', path: 'b.ts', sha256: b },
    ]);
    const swap = [
      { op: 'rename', from: 'a.ts', path: 'x' },
      { op: 'rename', from: 'b.ts', path: 'a.ts' },
      { op: 'rename', from: 'x', path: 'b.ts' },
    ] as const;
    await place().claims([...swap]);
    assert.equal((await place().finish()).accepted, false, 'they have not changed places yet');
    place().write('a.ts', 'b');
    place().write('b.ts', 'a');
    assert.equal((await place().finish()).verification.status, 'verified');
    assert.deepEqual(await expected(task), ['a.ts file', 'b.ts file', 'x absent']);
  });

  it('F2, F8 a content that was named cannot be got rid of by moving the file', async () => {
    await place().begin();
    const sha256 = place().write('a.ts', 'named');
    await place().claims([{ op: 'create', path: 'a.ts', sha256 }]);
    place().rename('a.ts', 'b.ts');
    place().write('b.ts', 'something else');
    const move = { op: 'rename', from: 'a.ts', path: 'b.ts' } as const;
    const { accepted, verification } = await place().finish([move]);
    assert.equal(accepted, false);
    assert.match(verification.summary, /^b\.ts: its content is not what was recorded/);
  });

  it('F2 a file that becomes a folder, and a file again', async () => {
    const task = await place().begin();
    place().write('a', 'file');
    await place().claims([{ op: 'create', path: 'a' }]);
    place().remove('a');
    place().write('a/inner.txt', 'inner');
    await place().claims([
      { op: 'delete', path: 'a' },
      { op: 'create', path: 'a' },
    ]);
    assert.deepEqual(await expected(task), ['a directory']);
    place().remove('a');
    place().write('a', 'file again');
    const { verification } = await place().finish([
      { op: 'delete', path: 'a' },
      { op: 'create', path: 'a' },
    ]);
    assert.equal(verification.status, 'verified');
    assert.deepEqual(await expected(task), ['a file']);
  });

  it('F9 a chain of later tasks gives the duty back one by one', async () => {
    const tasks: string[] = [];
    for (const content of ['first', 'second', 'third']) {
      tasks.push(await place().begin());
      place().write('a.ts', content);
      await place().finish([{ op: 'modify', path: 'a.ts' }]);
    }
    const [first = '', second = '', third = ''] = tasks;
    assert.deepEqual(tasks.map(evidence), ['verified', 'verified', 'verified']);
    place().desk.run('task.delete', { task: third });
    await place().settle();
    assert.deepEqual([first, second].map(evidence), ['verified', 'changed']);
    place().desk.run('task.delete', { task: second });
    await place().settle();
    assert.equal(evidence(first), 'changed');
    place().write('a.ts', 'first');
    await place().observes([{ path: 'a.ts', kind: 'changed' }]);
    await place().settle();
    assert.equal(evidence(first), 'verified');
  });

  it('F9 of two that claim one file at once, the last one answers, and neither fails for the other', async () => {
    const first = await place().begin();
    const mine = place().held;
    await place().begin({}, rival);
    const theirs = place().held;
    place().write('a.ts', 'both');
    const files = [{ op: 'modify' as const, path: 'a.ts' }];
    const done = { result: 'done' as const, summary: 'Done.', files };
    const answers = await Promise.all([
      place().desk.act('task.finish', { ...mine, ...done }, agent),
      place().desk.act('task.finish', { ...theirs, ...done }, rival),
    ]);
    assert.ok(answers.every(({ accepted }) => accepted));
    place().write('a.ts', 'neither');
    await place().observes([{ path: 'a.ts', kind: 'changed' }]);
    await place().settle();
    assert.deepEqual([first, theirs.task].map(evidence), ['changed', 'changed']);
  });

  it('G1 a file in a folder that is open in an editor with changes is not saved', async () => {
    await place().begin();
    place().write('out/a.txt');
    place().desk.workspace.ownWindowSays({ trusted: true, unsaved: ['out/a.txt'] });
    const { verification } = await place().finish([{ op: 'create', path: 'out' }]);
    assert.deepEqual([verification.status, verification.files[0]?.status], ['unverifiable', 'unsaved']);
  });

  it('G1 what was overridden stays so, whatever the file does', async () => {
    const task = await place().begin();
    await place().finish([{ op: 'create', path: 'a.ts' }]);
    place().desk.run('task.override', { task, reason: 'Not needed.' });
    place().write('a.ts');
    await place().observes([{ path: 'a.ts', kind: 'created' }]);
    await place().settle();
    assert.equal(evidence(task), 'overridden');
  });

  onlyPosix('F3 a change through another name of the same file is seen', async () => {
    const task = await place().begin();
    place().write('a.ts', 'one file');
    await place().finish([{ op: 'create', path: 'a.ts' }]);
    linkSync(place().path('a.ts'), place().path('b.ts'));
    place().write('b.ts', 'two name');
    assert.equal((await place().verify(task)).evidence, 'changed');
  });

  it('K4 nothing is put back through a link that leads nowhere', async function () {
    if (process.platform === 'win32') this.skip();
    const { symlinkSync } = await import('node:fs');
    const task = await place().begin();
    place().write('a.ts', 'recorded');
    await place().finish([{ op: 'create', path: 'a.ts' }]);
    place().remove('a.ts');
    symlinkSync(`${place().folder}-elsewhere`, place().path('a.ts'));
    const { steps } = await place().desk.look('restore.preview', { task });
    assert.deepEqual(
      steps.map(({ action, reason }) => [action, reason]),
      [['impossible', 'it is a link to something that is not there']],
    );
  });

  it('K2 something that is no file in the place of a content is no reason to fail', async () => {
    const task = await place().begin();
    const hash = place().write('a.ts', 'recorded');
    await place().finish([{ op: 'create', path: 'a.ts' }]);
    const objects = join(place().folder, '.task_orchestrator/objects');
    const file = join(objects, hash.slice(0, 2), hash.slice(2));
    assert.ok(statSync(file).isFile(), JSON.stringify(readdirSync(objects)));
    place().remove(`.task_orchestrator/objects/${hash.slice(0, 2)}/${hash.slice(2)}`);
    mkdirSync(file);
    assert.equal((await place().desk.look('content.text', { hash })).text, null);
    place().write('a.ts', 'other');
    assert.equal((await place().desk.look('restore.preview', { task })).steps[0]?.action, 'impossible');
  });

  it('F3 a large sparse file is read piece by piece, and once', async function () {
    this.timeout(60_000);
    place().write('sparse', '');
    truncateSync(place().path('sparse'), 512 << 20);
    await place().begin();
    const before = process.memoryUsage().rss;
    const { verification } = await place().finish([{ op: 'create', path: 'sparse' }]);
    assert.notEqual(verification.status, 'failed');
    assert.ok(process.memoryUsage().rss - before < 200 << 20);
    assert.notEqual(hashOf(''), null);
  });
});
