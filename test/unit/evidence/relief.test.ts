import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { ada, agent, rival } from '../orchestrator/desk';
import { hashOf, usePlace } from './place';

const posix = process.platform === 'win32' ? it.skip : it;

describe('F12 who is relieved of a file', () => {
  const place = usePlace();
  const evidence = (task: string) => place().desk.task(task).evidence;
  const done = async (path: string): Promise<string> => {
    const task = await place().begin();
    place().write(path, 'done');
    await place().finish([{ op: 'create', path }]);
    assert.equal(evidence(task), 'verified');
    return task;
  };
  const isAnsweredBy = (path: string): string[] =>
    place()
      .desk.read('evidence.at', { paths: [path] })
      .rows.map(({ task }) => task);

  it('nobody by a claim of what is not there', async () => {
    const task = await done('a.ts');
    place().remove('a.ts');
    await place().observes([{ path: 'a.ts', kind: 'deleted' }]);
    await place().settle();
    assert.equal(evidence(task), 'changed');
    await place().begin({}, rival);
    await place().claims([{ op: 'modify', path: 'a.ts' }], rival);
    await place().settle();
    assert.equal(evidence(task), 'changed');
    const other = place().held;
    await place().finish([], rival, 'failed');
    place().desk.run('task.cancel', { task: other.task, reason: 'no' }, ada);
    await place().settle();
    assert.equal(evidence(task), 'changed');
  });

  it('nobody by a content that is not there', async () => {
    const task = await done('a.ts');
    await place().begin({}, rival);
    await place().claims([{ op: 'modify', path: 'a.ts', sha256: hashOf('made up') }], rival);
    assert.ok(isAnsweredBy('a.ts').includes(task));
    place().write('a.ts', 'garbage');
    await place().observes([{ path: 'a.ts', kind: 'changed' }]);
    await place().settle();
    assert.equal(evidence(task), 'changed');
  });

  it('nobody by the work of a task that came to nothing, and again by it once it goes on', async () => {
    const task = await done('a.ts');
    const other = await place().begin({}, rival);
    place().write('a.ts', 'other');
    await place().claims([{ op: 'modify', path: 'a.ts' }], rival);
    assert.deepEqual(isAnsweredBy('a.ts'), [other]);
    await place().finish([], rival, 'failed');
    await place().settle();
    assert.equal(evidence(task), 'changed');
    place().desk.run('task.retry', { task: other, reason: 'Again.' }, ada);
    await place().settle();
    assert.equal(evidence(task), 'verified');
  });

  it('nobody by a file that goes while somebody else is at work, unless that was meant', async () => {
    const task = await done('a.ts');
    await place().begin({}, rival);
    place().remove('a.ts');
    await place().observes([{ path: 'a.ts', kind: 'deleted' }]);
    await place().settle();
    assert.equal(evidence(task), 'changed');
    place().write('b.ts');
    await place().finish([{ op: 'create', path: 'b.ts' }], rival);
    await place().settle();
    assert.equal(evidence(task), 'changed');
    await place().begin({}, rival);
    place().write('a.ts', 'back');
    await place().claims([{ op: 'create', path: 'a.ts' }], rival);
    place().remove('a.ts');
    await place().finish([{ op: 'delete', path: 'a.ts' }], rival);
    await place().settle();
    assert.equal(evidence(task), 'verified');
    assert.ok(!isAnsweredBy('a.ts').includes(task));
  });

  it('nobody by a change that shows no work', async () => {
    const task = await done('a.ts');
    place().write('a.ts', 'garbage');
    await place().observes([{ path: 'a.ts', kind: 'changed' }]);
    await place().settle();
    place().desk.pass(3_600_000);
    const other = await place().begin({}, rival);
    await place().finish([{ op: 'modify', path: 'a.ts', sha256: hashOf('garbage') }], rival);
    await place().settle();
    assert.deepEqual([evidence(task), evidence(other)], ['changed', 'unverifiable']);
  });
});

describe('F10, F1 what only a plan names', () => {
  const place = usePlace();

  it('is answered for once it is handed in: a change and a loss are noticed', async () => {
    const { desk } = place();
    const task = await place().begin({ files: ['src/*.ts'] });
    place().write('src/a.ts', 'done');
    await place().finish();
    assert.equal(desk.task(task).evidence, 'verified');
    place().write('src/a.ts', 'garbage');
    await place().observes([{ path: 'src/a.ts', kind: 'changed' }]);
    await place().settle();
    assert.equal(desk.task(task).evidence, 'changed');
    place().write('src/a.ts', 'done');
    await place().observes([{ path: 'src/a.ts', kind: 'changed' }]);
    await place().settle();
    assert.equal(desk.task(task).evidence, 'verified');
    place().remove('src/a.ts');
    await place().observes([{ path: 'src/a.ts', kind: 'deleted' }]);
    await place().settle();
    assert.equal(desk.task(task).evidence, 'changed');
  });

  posix('a name with a backslash is another file than one in a folder', async () => {
    const { desk } = place();
    const task = await place().begin();
    place().write('a/b.txt');
    writeFileSync(place().path('a\\b.txt'), 'x');
    await assert.rejects(place().claims([{ op: 'create', path: 'a\\b.txt' }]), /backslash/);
    await place().observes([{ path: 'a\\b.txt', kind: 'created' }]);
    assert.deepEqual((await desk.look('task.evidence', { task })).files, []);
  });

  it('F2 a claim that is taken back leaves what was seen', async () => {
    const { desk } = place();
    const task = await place().begin();
    place().write('a.ts');
    await place().observes([{ path: 'a.ts', kind: 'created' }]);
    await place().claims([{ op: 'modify', path: 'a.ts' }]);
    await place().claims([{ op: 'read', path: 'a.ts' }]);
    const { files } = await desk.look('task.evidence', { task });
    assert.deepEqual(
      files.map(({ path, noticed }) => [path, noticed]),
      [['a.ts', 'observed']],
    );
  });
});

describe('G5, G11 checks as time goes on', () => {
  const place = usePlace();
  const engine = { actor: 'system', door: 'engine' } as const;

  posix('are run again for an approval, whatever they came to when the work was handed in', async () => {
    const { desk } = place();
    desk.workspace.ownWindowSays({ trusted: true, unsaved: [] });
    const { task } = desk.run(
      'task.plan',
      { goal: 'Do it', checks: ['grep -q good lib.txt'], approval: 'result' },
      ada,
    );
    desk.run('checks.approve', { task, checks: ['grep -q good lib.txt'] });
    await place().take(task);
    place().write('lib.txt', 'good');
    place().write('a.ts');
    await place().finish([{ op: 'create', path: 'a.ts' }]);
    place().write('lib.txt', 'bad');
    const refused = await desk.act('task.approve', { task });
    assert.deepEqual([refused.accepted, refused.verification?.status], [false, 'failed']);
    place().write('lib.txt', 'good');
    assert.equal((await desk.act('task.approve', { task })).accepted, true);
    assert.equal(desk.task(task).evidence, 'verified');
    desk.run('checks.approve', { task, checks: ['grep -q good lib.txt'], approved: false });
    assert.equal((await desk.look('evidence.check', { task })).checks[0]?.status, 'not_approved');
    await place().settle();
    assert.equal(desk.task(task).evidence, 'unverifiable');
  });

  posix('that could not be run are run once somebody trusts the folder', async () => {
    for (const [command, evidence] of [
      ['true', 'verified'],
      ['false', 'changed'],
    ] as const) {
      const { desk } = place();
      desk.workspace.ownWindowSays({ trusted: false, unsaved: [] });
      const { task } = desk.run('task.plan', { goal: 'Do it', checks: [command] }, ada);
      desk.run('checks.approve', { task, checks: [command] });
      await place().take(task);
      await place().finish();
      assert.equal(desk.task(task).evidence, 'unverifiable');
      await desk.act('evidence.settle', { task }, engine);
      assert.equal(desk.task(task).evidence, 'unverifiable');
      desk.workspace.ownWindowSays({ trusted: true, unsaved: [] });
      await desk.act('evidence.settle', { task }, engine);
      assert.equal(desk.task(task).evidence, evidence);
      const before = desk.dump();
      await desk.act('evidence.settle', { task }, engine);
      assert.equal(desk.dump(), before, 'once');
    }
  });

  it('what an agent does not say is not counted for it', async () => {
    const { verification } = await place()
      .begin()
      .then(() => place().finish([], agent));
    assert.match(verification.summary, /nothing was claimed/);
  });
});
