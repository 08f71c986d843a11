import assert from 'node:assert/strict';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { ada, agent, problemOf, rival } from '../orchestrator/desk';
import { hashOf, usePlace, type Place } from './place';

const problemIn = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
  } catch (error) {
    return problemOf(() => {
      throw error;
    }).code;
  }
  return 'none';
};

/** Everything in the store, for "nothing was written". */
const dump = ({ desk }: Place): string =>
  desk.dump() +
  JSON.stringify(
    ['evidence', 'verifications', 'file_operations', 'events', 'baselines', 'settings'].map((table) =>
      desk.connection.rows(`select * from ${table}`),
    ),
  );

describe('F9, F10 evidence as time goes on', () => {
  const place = usePlace();
  const evidence = (task: string) => place().desk.task(task).evidence;
  const done = async (path: string, content: string, by = agent): Promise<string> => {
    const task = await place().begin({}, by);
    place().write(path, content);
    await place().finish([{ op: 'modify', path }], by);
    return task;
  };

  it('what waits for approval is held against the disk too, before anybody decides', async () => {
    const { desk, write, observes, settle } = bound(place());
    const task = await place().begin({ approval: 'result' });
    write('a.ts', 'done');
    await place().finish([{ op: 'modify', path: 'a.ts' }]);
    const shown = () => [desk.state(task), evidence(task)];
    assert.deepEqual(shown(), ['implementation_awaiting_approval', 'verified']);
    write('a.ts', 'broken');
    await observes([{ path: 'a.ts', kind: 'changed' }]);
    await settle();
    assert.deepEqual(shown(), ['implementation_awaiting_approval', 'failed']);
    write('a.ts', 'done');
    await observes([{ path: 'a.ts', kind: 'changed' }]);
    await settle();
    assert.deepEqual(shown(), ['implementation_awaiting_approval', 'verified']);
    place().remove('a.ts');
    await observes([{ path: 'a.ts', kind: 'deleted' }]);
    desk.run('task.reject', { task, reason: 'Not yet.' });
    await settle();
    assert.equal(evidence(task), 'verified', 'work that is taken up again is looked at when it is handed in');
  });

  it('F7 what changed before somebody began is not theirs, when it is told once more', async () => {
    const { desk, write, observes, settle } = bound(place());
    const [changed, gone] = [await done('a.ts', 'done'), await done('b.ts', 'done')];
    write('a.ts', 'broken');
    place().remove('b.ts');
    desk.now = Date.now();
    const told = [
      { path: 'a.ts', kind: 'changed' as const },
      { path: 'b.ts', kind: 'changed' as const },
    ];
    await observes(told);
    await settle();
    assert.deepEqual([evidence(changed), evidence(gone)], ['changed', 'changed']);
    desk.now = Date.now() + 60_000;
    const other = await place().begin();
    // As a panel does that is opened.
    assert.equal((await observes(told)).attributed, 0);
    await settle();
    assert.deepEqual([evidence(changed), evidence(gone)], ['changed', 'changed']);
    assert.deepEqual(desk.connection.rows('select path from evidence where task_id = ?', [other]), []);
  });

  it('X2 work that was not accepted is looked at again when what was missing comes, whoever makes it', async () => {
    const { desk, write, observes, settle } = bound(place());
    const task = await place().begin({ files: ['out/a.md', 'out/b.md'] });
    await place().finish();
    assert.deepEqual([desk.state(task), evidence(task)], ['implementing', 'failed']);
    write('out/a.md', 'there');
    await observes([{ path: 'out/a.md', kind: 'created' }]);
    await settle();
    assert.equal(evidence(task), 'failed', 'one of two');
    await desk.act('task.release', { task, reason: 'Gone' }, ada);
    write('out/b.md', 'there');
    await observes([{ path: 'out/b.md', kind: 'created' }]);
    await settle();
    assert.notEqual(evidence(task), 'failed');
  });

  it('what changed while a task was deleted is found when it is brought back', async () => {
    const { desk, write, observes, settle } = bound(place());
    const task = await done('a.ts', 'done');
    const parent = desk.run('task.create', { title: 'Above' }).task;
    desk.run('task.move', { task, parent });
    desk.run('task.delete', { task: parent });
    write('a.ts', 'broken');
    await observes([{ path: 'a.ts', kind: 'changed' }]);
    await settle();
    desk.run('task.undelete', { task: parent });
    await settle();
    assert.equal(evidence(task), 'changed');
  });

  it('a completed task whose file changes has changed, and is verified again when the content comes back', async () => {
    const { desk, write, observes, settle } = bound(place());
    const task = await done('a.ts', 'done');
    assert.equal(evidence(task), 'verified');
    write('a.ts', 'broken');
    assert.deepEqual(await observes([{ path: 'a.ts', kind: 'changed' }]), { attributed: 0, unattributed: 0, due: 1 });
    await settle();
    assert.equal(evidence(task), 'changed');
    assert.equal(desk.state(task), 'completed');
    const [problem] = desk.read('evidence.problems', {}).rows;
    assert.deepEqual([problem?.task, problem?.files[0]?.path, problem?.files[0]?.status], [task, 'a.ts', 'differs']);
    assert.deepEqual(
      desk.read('task.attention', {}).evidence.map(({ id }) => id),
      [task],
    );
    write('a.ts', 'done');
    await observes([{ path: 'a.ts', kind: 'changed' }]);
    await settle();
    assert.equal(evidence(task), 'verified');
    assert.deepEqual(desk.read('evidence.problems', {}).rows, []);
    assert.deepEqual(
      desk.history(task).filter((kind) => kind.startsWith('evidence')),
      ['evidence.changed', 'evidence.checked'],
    );
  });

  it('a goal that is done counts the steps below it that have changed since, as they come, go and move', async () => {
    const { desk, write, observes, settle } = bound(place());
    const { task: goal, steps } = desk.run('task.plan', {
      goal: 'All',
      steps: [{ key: 'part', title: 'Part', steps: ['a', 'b'].map((key) => ({ key, title: key })) }],
    });
    for (const key of ['a', 'b']) {
      await place().take(steps[key] ?? '');
      write(`${key}.ts`, 'done');
      await place().finish([{ op: 'create', path: `${key}.ts` }]);
    }
    const counts = () => [goal, steps['part'] ?? ''].map((id) => desk.task(id).unsound);
    const becomes = async (path: string, content: string, ...expected: number[]): Promise<void> => {
      write(path, content);
      await observes([{ path, kind: 'changed' }]);
      await settle();
      assert.deepEqual(counts(), expected);
    };
    assert.equal(desk.state(goal), 'completed');
    await becomes('a.ts', 'broken', 1, 1);
    await becomes('b.ts', 'broken', 2, 2);
    await becomes('a.ts', 'done', 1, 1);
    desk.run('task.move', { task: steps['b'] ?? '', parent: goal });
    assert.deepEqual(counts(), [1, 0]);
    desk.run('task.delete', { task: steps['b'] ?? '' });
    assert.deepEqual(counts(), [0, 0]);
    desk.run('task.undelete', { task: steps['b'] ?? '' });
    assert.deepEqual(counts(), [1, 0]);
    desk.run('task.reopen', { task: steps['b'] ?? '', reason: 'It is broken.' });
    assert.deepEqual(counts(), [0, 0]);
  });

  it('what has changed goes on being looked at, whatever becomes of it', async () => {
    const { desk, write, observes, settle } = bound(place());
    const task = await done('a.ts', 'done');
    const shown = () => desk.read('evidence.problems', {}).rows.map(({ files }) => files[0]?.status);
    const becomes = async (status: string, kind: 'changed' | 'created' | 'deleted' = 'changed') => {
      assert.equal((await observes([{ path: 'a.ts', kind }])).due, 1, `${status}: it is looked at`);
      await settle();
      assert.deepEqual(shown(), [status]);
    };
    write('a.ts', 'broken');
    await becomes('differs');
    write('a.ts', '');
    await becomes('differs');
    assert.match(desk.read('evidence.problems', {}).rows[0]?.files[0]?.reason ?? '', /^it is empty/);
    place().remove('a.ts');
    await becomes('missing', 'deleted');
    assert.equal((await observes([{ path: 'a.ts', kind: 'deleted' }])).due, 0, 'that it is still missing is no news');
    write('a.ts', 'other');
    await becomes('differs', 'created');
    const looks = () => desk.read('verification.list', { task }).rows.length;
    const before = looks();
    for (const content of ['line', 'line line', 'line line line']) {
      write('a.ts', content);
      await becomes('differs');
    }
    assert.equal(looks(), before, 'a file that goes on being written to fills no history');
  });

  it('what was found while an editor had unsaved changes is looked at again once they are saved', async () => {
    const { desk, write, observes, settle } = bound(place());
    const task = await done('a.ts', 'done');
    const editing = (...unsaved: string[]) => desk.workspace.ownWindowSays({ trusted: true, unsaved });
    const shown = () => desk.read('evidence.problems', {}).rows.map(({ files }) => files[0]?.status);
    const becomes = async (...statuses: string[]) => {
      await observes([{ path: 'a.ts', kind: 'changed' }]);
      await settle();
      assert.deepEqual(shown(), statuses);
    };
    write('a.ts', 'broken');
    editing('a.ts');
    await becomes('unsaved');
    editing();
    await becomes('differs');
    write('a.ts', 'broken otherwise');
    editing('a.ts');
    await becomes('unsaved');
    write('a.ts', 'done');
    editing();
    await becomes();
    assert.equal(evidence(task), 'verified');
  });

  it('what could not be looked at, or lay outside, is looked at again once it is as it was recorded', async () => {
    const { write, observes, settle } = bound(place());
    const { path } = place();
    const task = await done('a.ts', 'done');
    rmSync(path('a.ts'));
    symlinkSync(tmpdir(), path('a.ts'));
    await observes([{ path: 'a.ts', kind: 'changed' }]);
    await settle();
    assert.notEqual(evidence(task), 'verified');
    rmSync(path('a.ts'));
    write('a.ts', 'done');
    await observes([{ path: 'a.ts', kind: 'changed' }]);
    await settle();
    assert.equal(evidence(task), 'verified');
  });

  it('where nobody works on anything, nothing is written', async () => {
    const { write, observes } = bound(place());
    await done('a.ts', 'done');
    const before = dump(place());
    write('other.ts');
    const told = await observes([
      { path: 'other.ts', kind: 'created' },
      { path: 'a.ts', kind: 'changed' },
      { path: 'gone.ts', kind: 'deleted' },
      { path: '../outside', kind: 'changed' },
    ]);
    assert.deepEqual(told, { attributed: 0, unattributed: 0, due: 0 });
    assert.equal(dump(place()), before);
  });

  it('a later task that changes a file answers for it, until that is taken away', async () => {
    const { desk, settle } = bound(place());
    const first = await done('a.ts', 'first');
    const second = await done('a.ts', 'second', rival);
    await settle();
    assert.equal(evidence(first), 'verified');
    const superseded = async () => (await desk.look('task.evidence', { task: first })).files[0]?.supersededBy;
    assert.equal(await superseded(), second);
    assert.deepEqual(
      desk.read('evidence.at', { paths: ['a.ts'] }).rows.map(({ task }) => task),
      [second],
    );
    desk.run('files.detach', { task: second, path: 'a.ts', reason: 'Not its own.' });
    assert.equal(await superseded(), null);
    await settle();
    assert.equal(evidence(first), 'changed');
    assert.equal(evidence(second), 'unverifiable');
  });

  it('deleting the later task gives the duty back, and bringing it back takes it again', async () => {
    const { desk, settle } = bound(place());
    const first = await done('a.ts', 'first');
    const second = await done('a.ts', 'second', rival);
    desk.run('task.delete', { task: second });
    await settle();
    assert.equal(evidence(first), 'changed');
    desk.run('task.undelete', { task: second });
    await settle();
    assert.equal(evidence(first), 'verified');
  });

  it('F15 a rename while nobody works takes the duty along, of a file and of a folder with its files', async () => {
    const { desk, settle, write } = bound(place());
    const task = await done('src/a.ts', 'done');
    place().rename('src/a.ts', 'lib/b.ts');
    await place().observes([{ path: 'lib/b.ts', kind: 'renamed', from: 'src/a.ts' }]);
    await settle();
    assert.equal(evidence(task), 'verified');
    place().rename('lib', 'inner/lib');
    await place().observes([{ path: 'inner/lib', kind: 'renamed', from: 'lib' }]);
    await settle();
    assert.equal(evidence(task), 'verified');
    const { files } = await desk.look('task.evidence', { task });
    assert.ok(
      files.some(
        ({ path, expected, hash }) => path === 'inner/lib/b.ts' && expected === 'file' && hash === hashOf('done'),
      ),
    );
    write('inner/lib/b.ts', 'broken');
    await place().observes([{ path: 'inner/lib/b.ts', kind: 'changed' }]);
    await settle();
    assert.equal(evidence(task), 'changed');
  });

  it('F15 a rename that comes with another content, or of what showed no work, takes nothing along', async () => {
    const { desk, settle } = bound(place());
    const task = await done('a.ts', 'done');
    place().remove('a.ts');
    place().write('b.ts', 'else');
    await place().observes([
      { path: 'b.ts', kind: 'renamed', from: 'a.ts' },
      { path: 'a.ts', kind: 'deleted' },
    ]);
    await settle();
    assert.equal(evidence(task), 'changed');
    place().write('old.ts', 'old');
    desk.pass(3_600_000);
    const idle = await place().begin({}, rival);
    await place().finish([{ op: 'modify', path: 'old.ts' }], rival);
    assert.equal(evidence(idle), 'unverifiable');
    place().rename('old.ts', 'new.ts');
    await place().observes([
      { path: 'new.ts', kind: 'renamed', from: 'old.ts' },
      { path: 'old.ts', kind: 'deleted' },
    ]);
    await settle();
    assert.equal(evidence(idle), 'changed');
  });

  it('a claim of what has not changed relieves nobody', async () => {
    const { desk, finish } = bound(place());
    const first = await done('a.ts', 'first');
    await place().begin({}, rival);
    await finish([{ op: 'modify', path: 'a.ts' }], rival);
    assert.equal((await desk.look('task.evidence', { task: first })).files[0]?.supersededBy, null);
  });

  it('F11 a person accepts what is there now, with a reason', async () => {
    const { desk, write, verify, settle } = bound(place());
    const task = await done('a.ts', 'done');
    write('a.ts', 'better');
    assert.equal((await verify(task)).evidence, 'changed');
    assert.equal(await problemIn(desk.act('files.accept', { task, paths: ['b.ts'], reason: 'x' })), 'not_found');
    await desk.act('files.accept', { task, paths: ['a.ts'], reason: 'It is better.' });
    await settle();
    assert.equal(evidence(task), 'verified');
    place().remove('a.ts');
    await desk.act('files.accept', { task, paths: ['a.ts'], reason: 'It is not needed.' });
    await settle();
    assert.equal(evidence(task), 'verified');
    assert.equal(desk.read('task.events', { task }).rows.filter(({ kind }) => kind === 'files.accepted').length, 2);
  });

  it('G4 looking writes nothing, and verifying again writes nothing new', async () => {
    const { desk, verify } = bound(place());
    const task = await done('a.ts', 'done');
    await verify(task);
    const before = dump(place());
    assert.equal((await desk.look('evidence.check', { task })).status, 'verified');
    assert.equal((await verify(task)).verification.status, 'verified');
    await desk.look('task.evidence', { task });
    await desk.look('restore.preview', { task });
    assert.equal(dump(place()), before);
    place().write('a.ts', 'changed');
    assert.equal((await desk.look('evidence.check', { task })).status, 'failed');
    assert.equal(dump(place()), before);
    assert.equal(await problemIn(desk.look('evidence.check', { task: 'task_none' })), 'not_found');
  });
});

/** The methods of a place, to be used on their own. */
function bound(place: Place) {
  return {
    desk: place.desk,
    write: (path: string, content?: string) => place.write(path, content),
    observes: (changes: Parameters<Place['observes']>[0]) => place.observes(changes),
    settle: () => place.settle(),
    verify: (task: string) => place.verify(task),
    finish: (...given: Parameters<Place['finish']>) => place.finish(...given),
  };
}

describe('F7 whose a change is', () => {
  const place = usePlace();
  const filesOf = (task: string) =>
    place()
      .desk.read('task.files', { task })
      .rows.map(({ op, path, noticed }) => `${op} ${path} ${noticed}`);

  it('the task whose files it was about has it, else the only one that is worked on', async () => {
    const { write, observes } = bound(place());
    const lexer = await place().begin({ files: ['src/lexer/**'] });
    write('notes.md');
    await observes([{ path: 'notes.md', kind: 'created' }]);
    place().desk.pass(1_000);
    const parser = await place().begin({ files: ['src/**'] }, rival);
    write('src/lexer/a.ts');
    write('src/parser.ts');
    write('README.md');
    const told = await observes(
      ['src/lexer/a.ts', 'src/parser.ts', 'README.md'].map((path) => ({ path, kind: 'created' as const })),
    );
    assert.deepEqual(told, { attributed: 2, unattributed: 1, due: 0 });
    assert.deepEqual(filesOf(lexer), ['create notes.md observed']);
    assert.deepEqual(filesOf(parser).sort(), ['create src/lexer/a.ts observed', 'create src/parser.ts observed']);
    assert.deepEqual(
      place()
        .desk.read('files.unattributed', {})
        .rows.map(({ path }) => path),
      ['README.md'],
    );
  });

  it('what two windows tell is one change, and the truth is on disk', async () => {
    const { write, observes } = bound(place());
    const task = await place().begin();
    write('a.ts', 'one');
    await observes([{ path: 'a.ts', kind: 'created' }]);
    await observes([{ path: 'a.ts', kind: 'created' }]);
    await observes([{ path: 'a.ts', kind: 'deleted' }]);
    await observes([{ path: 'a.ts', kind: 'changed' }]);
    assert.deepEqual(filesOf(task), ['create a.ts observed']);
    place().rename('a.ts', 'b.ts');
    await observes([{ path: 'b.ts', kind: 'renamed', from: 'a.ts' }]);
    await observes([{ path: 'b.ts', kind: 'renamed', from: 'a.ts' }]);
    await observes([
      { path: 'a.ts', kind: 'deleted' },
      { path: 'b.ts', kind: 'created' },
    ]);
    assert.deepEqual(filesOf(task), ['rename b.ts observed', 'create a.ts observed']);
    const { files } = await place().desk.look('task.evidence', { task });
    assert.deepEqual(
      files.map(({ path, expected }) => [path, expected]),
      [
        ['a.ts', 'absent'],
        ['b.ts', 'file'],
      ],
    );
  });

  it('F6 what is ignored is not kept, unless somebody claimed it', async () => {
    const { desk, write, observes } = bound(place());
    desk.run('policy.set', { ignore: ['*.snap'] });
    write('.gitignore', 'dist/\n');
    const task = await place().begin();
    for (const path of ['dist/a.js', 'node_modules/x/index.js', 'x.snap']) write(path);
    const changes = ['dist/a.js', 'node_modules/x/index.js', 'x.snap', '.git/HEAD', '.task_orchestrator/state.db'];
    await observes(changes.map((path) => ({ path, kind: 'changed' })));
    assert.deepEqual(filesOf(task), []);
    await place().claims([{ op: 'create', path: 'dist/a.js' }]);
    write('dist/a.js', 'again');
    await observes([{ path: 'dist/a.js', kind: 'changed' }]);
    assert.deepEqual(filesOf(task), ['modify dist/a.js observed', 'create dist/a.js claimed']);
  });

  it('a person says whose an unattributed change is, or nobody’s', async () => {
    const { desk, write, observes } = bound(place());
    const task = await place().begin();
    await place().begin({}, rival);
    write('a.ts', 'theirs');
    write('b.ts', 'nobody’s');
    await observes([
      { path: 'a.ts', kind: 'created' },
      { path: 'b.ts', kind: 'created' },
    ]);
    assert.deepEqual(desk.run('files.assign', { task, paths: ['a.ts'] }), { assigned: 1 });
    assert.equal(await problemIn(desk.act('files.assign', { task, paths: ['a.ts'] })), 'not_found');
    desk.run('files.dismiss', { paths: ['b.ts'] });
    assert.deepEqual(desk.read('files.unattributed', {}).rows, []);
    assert.deepEqual(filesOf(task), ['create a.ts manual']);
    const [row] = (await desk.look('task.evidence', { task })).files;
    assert.deepEqual([row?.path, row?.hash, row?.noticed, row?.kept], ['a.ts', hashOf('theirs'), 'manual', true]);
  });

  it('only windows tell of changes', async () => {
    for (const by of [agent, { actor: 'human:ada', door: 'window' } as const]) {
      assert.equal(await problemIn(place().desk.act('files.observe', { changes: [] }, by)), 'person_only');
    }
  });
});

describe('G2, G3 the gate', () => {
  const place = usePlace();

  it('what is not done keeps its state and its claim, the attempt is kept, and it can be put right', async () => {
    const { desk, write, finish } = bound(place());
    const task = await place().begin();
    const refused = await finish([{ op: 'create', path: 'a.ts' }]);
    assert.deepEqual([refused.accepted, refused.state, desk.state(task)], [false, 'implementing', 'implementing']);
    assert.equal(desk.task(task).evidence, 'failed');
    assert.ok(desk.task(task).claimed);
    assert.ok(desk.history(task).includes('task.not_done'));
    assert.equal(desk.read('verification.list', { task }).rows[0]?.status, 'failed');
    assert.equal(desk.read('task.results', { task }).rows.length, 0);
    write('a.ts');
    const accepted = await finish();
    assert.deepEqual([accepted.accepted, accepted.state], [true, 'completed']);
    assert.deepEqual(await finish(), accepted, 'the same claim gets the same answer');
    assert.equal(desk.task(task).evidence, 'verified');
  });

  it('a policy that only warns completes it, and shows it as failed', async () => {
    const { desk, finish } = bound(place());
    desk.run('policy.set', { gate: 'warn' });
    const task = await place().begin();
    const { accepted, state } = await finish([{ op: 'create', path: 'a.ts' }]);
    assert.deepEqual([accepted, state, desk.task(task).evidence], [true, 'completed', 'failed']);
    assert.equal(desk.read('policy.get', {}).gate, 'warn');
  });

  it('other results than done pass, with what was claimed', async () => {
    const { desk, finish } = bound(place());
    const task = await place().begin();
    const { state } = await finish([{ op: 'create', path: 'a.ts' }], agent, 'blocked');
    assert.equal(state, 'blocked');
    assert.equal((await desk.look('task.evidence', { task })).files.length, 1);
  });

  it('a person completes it anyway with a reason that stays visible', async () => {
    const { desk, finish, verify } = bound(place());
    const task = await place().begin();
    await finish([{ op: 'create', path: 'a.ts' }]);
    desk.run('task.override', { task, reason: 'It is elsewhere.' });
    assert.equal(desk.task(task).evidence, 'overridden');
    const { override } = await desk.look('task.evidence', { task });
    assert.deepEqual([override?.reason, override?.actor], ['It is elsewhere.', 'human:ada']);
    await verify(task);
    assert.equal(desk.task(task).evidence, 'overridden');
    desk.run('task.reopen', { task, reason: 'More to do.' });
    assert.equal(desk.task(task).evidence, 'none');
  });

  it('an approval completes only what is there', async () => {
    const { desk, write, finish } = bound(place());
    const task = await place().begin({ approval: 'result' });
    write('a.ts');
    await finish([{ op: 'create', path: 'a.ts' }]);
    place().remove('a.ts');
    const refused = await desk.act('task.approve', { task });
    assert.deepEqual([refused.accepted, refused.state], [false, 'implementation_awaiting_approval']);
    assert.equal(desk.read('task.plans', { task }).approvals.length, 0);
    write('a.ts');
    const { accepted, state } = await desk.act('task.approve', { task });
    assert.deepEqual([accepted, state], [true, 'completed']);
  });

  it('a parent with files of its own is completed once they are there', async () => {
    const { desk, write, settle, verify } = bound(place());
    const { root, id } = desk.plan({ goal: 'All', steps: [{ key: 'a', title: 'A' }] });
    desk.run('task.edit', { task: root, files: ['CHANGELOG.md'] });
    desk.finish(id('a'));
    assert.equal(desk.state(root), 'implementing');
    await settle();
    assert.equal(desk.state(root), 'implementing');
    assert.equal(desk.task(root).evidence, 'failed');
    write('CHANGELOG.md');
    assert.equal((await verify(root)).state, 'completed');
    assert.equal(desk.task(root).evidence, 'verified');
  });

  it('a parent whose files are there is completed by itself, and takes its own parents with it', async () => {
    const { desk, write, settle } = bound(place());
    const { root, id } = desk.plan({
      goal: 'All',
      steps: [{ key: 'm', title: 'M', steps: [{ key: 'a', title: 'A' }] }],
    });
    desk.run('task.edit', { task: id('m'), files: ['m.md'] });
    write('m.md');
    desk.finish(id('a'));
    assert.equal(desk.state(root), 'implementing');
    await settle();
    assert.deepEqual([desk.state(id('m')), desk.state(root)], ['completed', 'completed']);
  });

  it('E12 what changed while it was looked at is looked at again', async () => {
    const { desk, write, finish } = bound(place());
    await place().begin();
    write('a.ts');
    const { task } = place().held;
    const finishing = finish([{ op: 'create', path: 'a.ts' }]);
    desk.run('task.edit', { task, files: ['b.ts'] }, ada);
    const answer = await finishing;
    assert.equal(answer.accepted, false);
    assert.equal(answer.verification.files[0]?.path, 'b.ts');
  });
});

describe('K4 kept content', () => {
  const place = usePlace();

  it('is compared and restored, for files and checkpoints', async () => {
    const { desk, write, finish } = bound(place());
    const task = await place().begin();
    const first = write('a.ts', 'first');
    write('big.txt', 'x'.repeat(300 * 1024));
    write('image.png', 'a\0b');
    await place().claims([
      { op: 'create', path: 'a.ts' },
      { op: 'create', path: 'big.txt' },
      { op: 'create', path: 'image.png' },
      { op: 'delete', path: 'old.ts' },
    ]);
    const { seq } = desk.run('checkpoint.save', { task, claim: place().held.claim, name: 'first' }, agent);
    write('a.ts', 'second');
    await finish();
    assert.equal((await desk.look('content.text', { hash: first })).text, 'first');
    assert.equal((await desk.look('content.text', { hash: hashOf('second') })).text, 'second');
    assert.deepEqual((await desk.look('checkpoint.compare', { task, from: seq })).files, [
      {
        path: 'a.ts',
        before: { expected: 'file', hash: first },
        after: { expected: 'file', hash: hashOf('second') },
      },
    ]);
    write('a.ts', 'broken');
    write('big.txt', 'broken');
    write('image.png', 'broken');
    write('old.ts', 'back');
    const { steps } = await desk.look('restore.preview', { task });
    assert.deepEqual(
      steps.map(({ path, action, hash }) => [path, action, action === 'write' ? hash : '']),
      [
        ['a.ts', 'write', hashOf('second')],
        ['big.txt', 'impossible', ''],
        ['image.png', 'impossible', ''],
        ['old.ts', 'remove', ''],
      ],
    );
    const earlier = await desk.look('restore.preview', { task, checkpoint: seq, paths: ['./a.ts'] });
    assert.deepEqual(
      earlier.steps.map(({ path, action, hash }) => [path, action, hash]),
      [['a.ts', 'write', first]],
    );
    place().remove('a.ts');
    mkdirSync(place().path('a.ts'));
    assert.equal((await desk.look('restore.preview', { task, paths: ['a.ts'] })).steps[0]?.action, 'impossible');
  });

  it('K3 what the store names stays when room is made', async () => {
    const { desk, write, finish } = bound(place());
    const task = await place().begin();
    const hash = write('a.ts', 'named');
    await finish([{ op: 'create', path: 'a.ts' }]);
    desk.run('policy.set', { keepQuotaMb: 1 });
    const engine = { actor: 'system', door: 'engine' } as const;
    assert.equal((await desk.act('content.collect', {}, engine)).dropped, 0);
    assert.equal((await desk.look('content.text', { hash })).text, 'named');
    assert.equal(desk.task(task).evidence, 'verified');
  });
});

describe('B5 briefs', () => {
  const place = usePlace();

  it('tell how files are now, held against what was recorded', async () => {
    const { desk, write } = bound(place());
    const task = await place().begin();
    const sha256 = write('a.ts', 'mine');
    write('b.ts');
    await place().claims([
      { op: 'create', path: 'a.ts', sha256 },
      { op: 'create', path: 'b.ts' },
      { op: 'create', path: 'c.ts' },
    ]);
    write('a.ts', 'somebody else’s');
    const { text, data } = await desk.look('brief.resume', { task });
    assert.match(text, /create a\.ts: now differs \(its content is not/);
    assert.match(text, /create b\.ts: now verified/);
    assert.match(text, /create c\.ts: now missing/);
    assert.deepEqual((data['changedFiles'] as { now: string }[]).map(({ now }) => now).sort(), [
      'differs',
      'missing',
      'verified',
    ]);
  });
});

describe('F10 a look that comes too early', () => {
  const place = usePlace();

  it('is taken again, when the file changes while it is on its way', async () => {
    const { desk, write, finish, observes } = bound(place());
    const task = await place().begin();
    write('a.ts', 'done');
    await finish([{ op: 'create', path: 'a.ts' }]);
    write('a.ts', 'broken');
    await observes([{ path: 'a.ts', kind: 'changed' }]);
    write('a.ts', 'done');
    const settling = place().settle();
    await new Promise((resolve) => setImmediate(resolve));
    write('a.ts', 'broken for good');
    await observes([{ path: 'a.ts', kind: 'changed' }]);
    await settling;
    await place().settle();
    assert.equal(desk.task(task).evidence, 'changed');
  });
});
