import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, utimesSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { filesListed, folderList } from '../../../src/domain/evidence/folderList';
import { ada, rival } from '../orchestrator/desk';
import { hashOf, usePlace } from './place';

const onlyPosix = process.platform === 'win32' ? it.skip : it;

describe('F5 folders as the set of their files', () => {
  const place = usePlace();
  const evidence = (task: string) => place().desk.task(task).evidence;

  /** A folder of three files, handed in and accepted. */
  async function done(): Promise<string> {
    const task = await place().begin();
    place().write('out/a.txt', 'a');
    place().write('out/b.txt', 'b');
    place().write('out/deep/c.txt', 'c');
    const { accepted } = await place().finish([{ op: 'create', path: 'out' }]);
    assert.ok(accepted);
    return task;
  }
  const steps = async (given: { task: string; paths?: string[]; checkpoint?: number }) =>
    (await place().desk.look('restore.preview', given)).steps.map(({ path, action, isExtra, reason }) =>
      [path, action, ...(isExtra ? ['extra'] : []), ...(action === 'impossible' ? [reason] : [])].join(' '),
    );
  const reasonFor = async (task: string) =>
    (await place().desk.look('evidence.check', { task })).files.map(({ status, reason }) => `${status} ${reason}`);

  it('what was recorded goes on counting where it comes to be ignored, and only that', async () => {
    const task = await done();
    place().write('.gitignore', 'b.*\ndeep/\n');
    place().write('out/b.new', 'new');
    assert.deepEqual(await reasonFor(task), ['verified ']);
    place().write('out/b.txt', 'changed');
    assert.match((await reasonFor(task))[0] ?? '', /: b\.txt is another$/);
    place().remove('out/deep');
    assert.match((await reasonFor(task))[0] ?? '', /: deep\/c\.txt is missing, b\.txt is another$/);
    place().write('.gitignore', 'out\n');
    assert.match((await reasonFor(task))[0] ?? '', /deep\/c\.txt is missing, b\.txt is another, b\.new is new/);
  });

  it('what has come to be ignored goes on counting once it is approved, and is no empty folder', async () => {
    const task = await place().begin({ stages: ['implementation_approval'] });
    place().write('out/a.txt', 'a');
    place().write('out/b.txt', 'b');
    await place().finish([{ op: 'create', path: 'out' }]);
    place().write('.gitignore', '*.txt\n');
    place().remove('out/a.txt');
    await place().verify(task);
    place().write('out/a.txt', 'a');
    await place().desk.act('task.approve', { task }, ada);
    assert.deepEqual(await reasonFor(task), ['verified ']);
    place().remove('out/a.txt');
    assert.match((await reasonFor(task))[0] ?? '', /: a\.txt is missing$/);
  });

  it('that something ignored has changed in it is told, where it was recorded', async () => {
    const task = await done();
    place().write('.gitignore', 'b.*\ndeep/\n');
    place().write('out/b.new', 'new');
    assert.equal((await place().observes([{ path: 'out/b.new', kind: 'created' }])).due, 0);
    place().remove('out/deep');
    assert.equal((await place().observes([{ path: 'out/deep', kind: 'deleted' }])).due, 1);
    await place().settle();
    assert.equal(evidence(task), 'changed');
    place().write('out/deep/c.txt', 'c');
    assert.equal((await place().observes([{ path: 'out/deep/c.txt', kind: 'created' }])).due, 1);
    await place().settle();
    assert.equal(evidence(task), 'verified');
  });

  it('F10 a change of a file in it is one of the folder, in both directions, and says which', async () => {
    const task = await done();
    place().write('out/deep/c.txt', 'other');
    place().write('out/new.txt', 'new');
    place().remove('out/a.txt');
    assert.equal((await place().observes([{ path: 'out/deep/c.txt', kind: 'changed' }])).due, 1);
    await place().settle();
    assert.equal(evidence(task), 'changed');
    const [reason] = await reasonFor(task);
    assert.match(reason ?? '', /a\.txt is missing, deep\/c\.txt is another, new\.txt is new/);
    place().write('out/deep/c.txt', 'c');
    place().write('out/a.txt', 'a');
    place().remove('out/new.txt');
    await place().observes([{ path: 'out/new.txt', kind: 'deleted' }]);
    await place().settle();
    assert.equal(evidence(task), 'verified');
  });

  it('F6 a change that is ignored in it is none', async () => {
    place().write('.gitignore', '*.log\n');
    await done();
    place().write('out/x.log', 'noise');
    assert.equal((await place().observes([{ path: 'out/x.log', kind: 'created' }])).due, 0);
  });

  it('F9 what a later task does in it does not count against it, whatever it does', async () => {
    const task = await done();
    await place().begin({}, rival);
    place().write('out/b.txt', 'better');
    place().write('out/more.txt', 'more');
    place().remove('out/a.txt');
    const answer = await place().finish(
      [
        { op: 'modify', path: 'out/b.txt' },
        { op: 'create', path: 'out/more.txt' },
        { op: 'delete', path: 'out/a.txt' },
      ],
      rival,
    );
    assert.ok(answer.accepted, answer.verification.summary);
    assert.deepEqual(await reasonFor(task), ['verified ']);
    assert.equal((await place().verify(task)).evidence, 'verified');
    assert.deepEqual(await steps({ task }), ['out/deep/c.txt none'], 'nor is it undone');
    place().write('out/deep/c.txt', 'broken');
    assert.match((await reasonFor(task))[0] ?? '', /differs .*: deep\/c\.txt is another$/);
  });

  it('F9 where nobody knows how it was before others came, it is not called broken', async () => {
    place().desk.run('policy.set', { keepFileKb: 0 });
    const task = await done();
    await place().begin({}, rival);
    place().write('out/b.txt', 'better');
    await place().finish([{ op: 'modify', path: 'out/b.txt' }], rival);
    assert.match((await reasonFor(task))[0] ?? '', /^unverifiable others have changed files in it/);
    assert.deepEqual(await steps({ task }), ['out impossible the list of its files was not kept']);
  });

  it('F11 what others answer for in it is not accepted with it', async () => {
    const task = await done();
    await place().begin({}, rival);
    place().write('out/b.txt', 'better');
    await place().finish([{ op: 'modify', path: 'out/b.txt' }], rival);
    place().write('out/deep/c.txt', 'changed');
    await place().desk.act('files.accept', { task, paths: ['out'], reason: 'Better.' });
    assert.deepEqual(await reasonFor(task), ['verified ']);
  });

  it('K4 it is put back file by file; what came since is named and marked', async () => {
    const task = await done();
    assert.deepEqual(await steps({ task }), ['out/a.txt none', 'out/b.txt none', 'out/deep/c.txt none']);
    place().write('out/a.txt', 'other');
    place().remove('out/deep');
    place().write('out/since.txt', 'since');
    const all = ['out/a.txt write', 'out/b.txt none', 'out/deep/c.txt write', 'out/since.txt remove extra'];
    assert.deepEqual(await steps({ task }), all);
    assert.deepEqual(await steps({ task, paths: ['out'] }), all);
    assert.deepEqual(await steps({ task, paths: ['out/a.txt'] }), ['out/a.txt write'], 'or one of its files alone');
    place().remove('out');
    assert.deepEqual(await steps({ task }), ['out/a.txt write', 'out/b.txt write', 'out/deep/c.txt write']);
    place().write('out', 'a file in its place');
    assert.match((await steps({ task }))[0] ?? '', /out\/a\.txt impossible a part of its path is a file/);
  });

  it('K4 what could not be kept of it is told for each file, the others come back', async () => {
    const task = await place().begin();
    place().write('out/text.txt', 'text');
    place().write('out/image.png', Buffer.from([0, 1, 2]));
    place().write('out/big.txt', 'x'.repeat(300 * 1024));
    await place().finish([{ op: 'create', path: 'out' }]);
    place().remove('out');
    const why = 'its content was not kept: it is not text, too large, or had to make room';
    assert.deepEqual(await steps({ task }), [
      `out/big.txt impossible ${why}`,
      `out/image.png impossible ${why}`,
      'out/text.txt write',
    ]);
  });

  it('K4 a checkpoint has its folder as it was then', async () => {
    const { desk } = place();
    const task = await place().begin();
    place().write('out/a.txt', 'first');
    await place().claims([{ op: 'create', path: 'out' }]);
    const { seq } = desk.run('checkpoint.save', { task, claim: place().held.claim, name: 'first' });
    place().write('out/a.txt', 'second');
    place().write('out/b.txt', 'second');
    await place().finish([{ op: 'modify', path: 'out' }]);
    const { files } = await desk.look('checkpoint.compare', { task, from: seq });
    assert.deepEqual(files, [
      {
        path: 'out/a.txt',
        before: { expected: 'file', hash: hashOf('first') },
        after: { expected: 'file', hash: hashOf('second') },
      },
      { path: 'out/b.txt', before: null, after: { expected: 'file', hash: hashOf('second') } },
    ]);
    assert.deepEqual(await steps({ task }), ['out/a.txt none', 'out/b.txt none']);
    assert.deepEqual(await steps({ task, checkpoint: seq }), ['out/a.txt write', 'out/b.txt remove extra']);
  });

  it('K3 what the files of a folder are made of stays, for tasks and for checkpoints', async () => {
    const { desk, folder } = place();
    const task = await place().begin();
    place().write('out/a.txt', 'first');
    await place().claims([{ op: 'create', path: 'out' }]);
    desk.run('checkpoint.save', { task, claim: place().held.claim, name: 'first' });
    place().write('out/a.txt', 'second');
    await place().finish([{ op: 'modify', path: 'out' }]);
    const { kept } = desk.workspace;
    await kept.keep(hashOf('nobody’s'), Buffer.from('nobody’s'));
    const old = new Date(Date.now() - 3_600_000);
    const objects = join(folder, '.task_orchestrator/objects');
    for (const name of readdirSync(objects, { recursive: true, encoding: 'utf8' })) {
      utimesSync(join(objects, name), old, old);
    }
    // The smallest quota that can be set is far above; the engine's command passes what is in use to this.
    const inUse = new Set<string>();
    const collect = kept.collect.bind(kept);
    kept.collect = (_quota, isInUse, now) => {
      return collect(0, (hash) => (isInUse(hash) ? (inUse.add(hash), true) : false), now);
    };
    await desk.act('content.collect', {}, { actor: 'system', door: 'engine' });
    assert.ok(inUse.has(hashOf('first')) && inUse.has(hashOf('second')));
    assert.ok(!(await kept.has(hashOf('nobody’s'))));
    assert.equal((await desk.look('content.text', { hash: hashOf('first') })).text, 'first');
    assert.equal((await desk.look('content.text', { hash: hashOf('second') })).text, 'second');
  });

  onlyPosix('F4 links in it that lead back do not keep anybody', async () => {
    const task = await place().begin();
    place().write('out/a.txt', 'a');
    for (let n = 0; n < 8; n++) symlinkSync('.', place().path(`out/loop${n}`));
    symlinkSync('..', place().path('out/up'));
    const { verification } = await place().finish([{ op: 'create', path: 'out' }]);
    assert.equal(verification.status, 'verified');
    assert.deepEqual(await steps({ task }), ['out/a.txt none']);
  });

  onlyPosix('G1 a file in it whose name is no text cannot be vouched for', async () => {
    await place().begin();
    mkdirSync(place().path('out'));
    const name = Buffer.concat([Buffer.from(place().path('out/')), Buffer.from([0xff, 0xfe])]);
    (await import('node:fs')).writeFileSync(name, 'x');
    const { verification } = await place().finish([{ op: 'create', path: 'out' }]);
    assert.equal(verification.status, 'unverifiable');
    assert.match(verification.files[0]?.reason ?? '', /no text/);
  });

  it('F5 no two folders have the same list, whatever their files are called', () => {
    const a = hashOf('a');
    const names = ['x', 'a\nb', `x\n${a}`, 'ünï', ' '];
    const files = names.map((name) => ({ path: `out/${name}`, hash: a }));
    assert.deepEqual(filesListed('out', folderList('out', files)), files);
    for (const text of ['x', `x\0${a}`, `x\0${a.slice(1)}\n`, `\0${a}\n`, `x\0${a}\ny`]) {
      assert.equal(filesListed('out', text), undefined, JSON.stringify(text));
    }
  });
});
