import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import type { CommandInput } from '../../../src/orchestrator/registry';
import { ada, rival } from '../orchestrator/desk';
import { usePlace } from './place';

/** The store knows nothing yet of what a look has found when it is told that this has changed again. */
describe('G15 what is told between a look and its record', () => {
  const place = usePlace();

  /** Happens once, after the next look and before what it found is written down. */
  function meanwhile(act: () => Promise<unknown>): void {
    let isOver = false;
    place().desk.onPrepared = async () => {
      if (isOver) return;
      isOver = true;
      await act();
    };
  }

  const becomesFolder = (path: string) => async () => {
    place().remove(path);
    mkdirSync(place().path(path));
    await place().observes([{ path, kind: 'changed' }]);
  };

  async function atWork(plan: Partial<CommandInput<'task.plan'>> = {}): Promise<string> {
    const task = await place().begin(plan);
    place().write('a.ts');
    await place().claims([{ op: 'create', path: 'a.ts' }]);
    return task;
  }

  async function completed(): Promise<string> {
    const task = await atWork();
    await place().finish();
    assert.equal(place().desk.task(task).evidence, 'verified');
    return task;
  }

  async function evidence(task: string): Promise<string> {
    await place().settle();
    return place().desk.task(task).evidence;
  }

  it('does not let a file that has become a folder pass a finish', async () => {
    await atWork();
    meanwhile(becomesFolder('a.ts'));
    const { accepted, verification } = await place().finish();
    assert.deepEqual([accepted, verification.status], [false, 'failed']);
  });

  it('does not let a file that is claimed with the finish pass, though git ignores it', async () => {
    place().write('.gitignore', 'out\n');
    await place().begin();
    place().write('out/a.js');
    meanwhile(async () => {
      place().remove('out/a.js');
      await place().observes([{ path: 'out/a.js', kind: 'deleted' }]);
    });
    const { accepted } = await place().finish([{ op: 'create', path: 'out/a.js' }]);
    assert.equal(accepted, false);
  });

  it('does not let a file go with the folder that it is in', async () => {
    await place().begin();
    place().write('src/a.ts');
    meanwhile(async () => {
      place().remove('src');
      await place().observes([{ path: 'src', kind: 'deleted' }]);
    });
    assert.equal((await place().finish([{ op: 'create', path: 'src/a.ts' }])).accepted, false);
  });

  it('does not record what was there for a moment only', async () => {
    const task = await place().begin({ files: ['a.ts'] });
    place().write('a.ts', 'one');
    await place().observes([{ path: 'a.ts', kind: 'created' }]);
    place().write('a.ts', 'two');
    meanwhile(async () => {
      place().write('a.ts', 'one');
      await place().observes([{ path: 'a.ts', kind: 'changed' }]);
    });
    await place().finish();
    place().write('a.ts', 'three');
    await place().observes([{ path: 'a.ts', kind: 'changed' }]);
    assert.equal(await evidence(task), 'changed');
    place().write('a.ts', 'one');
    await place().observes([{ path: 'a.ts', kind: 'changed' }]);
    assert.equal(await evidence(task), 'verified');
  });

  it('counts for a folder, also where nobody can tell whose it is', async () => {
    const task = await place().begin();
    const { held } = place();
    await place().begin({}, rival);
    const { held: other } = place();
    place().hold(held);
    place().write('src/a.ts');
    meanwhile(async () => {
      place().write('src/b.ts');
      await place().observes([{ path: 'src/b.ts', kind: 'created' }]);
    });
    await place().finish([{ op: 'create', path: 'src' }]);
    place().hold(other);
    await place().finish([], rival, 'failed');
    place().remove('src/b.ts');
    await place().observes([{ path: 'src/b.ts', kind: 'deleted' }]);
    assert.equal(await evidence(task), 'changed', 'it was recorded with the folder');
  });

  it('does not let a completed task pass for verified, nor for changed', async () => {
    const task = await completed();
    place().remove('a.ts');
    await place().observes([{ path: 'a.ts', kind: 'deleted' }]);
    assert.equal(await evidence(task), 'changed');
    place().write('a.ts');
    meanwhile(becomesFolder('a.ts'));
    await place().verify(task);
    assert.equal(await evidence(task), 'changed', 'it was good for a moment');
    meanwhile(async () => {
      place().remove('a.ts');
      place().write('a.ts');
      await place().observes([{ path: 'a.ts', kind: 'changed' }]);
    });
    await place().verify(task);
    assert.equal(await evidence(task), 'verified', 'it was bad for a moment');
  });

  it('does not record as unsaved what an editor has saved or reverted meanwhile', async () => {
    const task = await completed();
    const { workspace } = place().desk;
    for (const path of ['a.ts', 'b.ts']) {
      place().write('a.ts', `broken beside ${path}`);
      workspace.ownWindowSays({ trusted: true, unsaved: ['a.ts', 'b.ts'] });
      await place().observes([{ path: 'a.ts', kind: 'changed' }]);

      meanwhile(async () => workspace.ownWindowSays({ trusted: true, unsaved: path === 'a.ts' ? ['b.ts'] : ['a.ts'] }));
      await evidence(task);
      const [row] = (await place().desk.look('task.evidence', { task })).files;
      assert.equal(row?.status, path === 'a.ts' ? 'differs' : 'unsaved', `${path} was saved`);
    }
  });

  it('does not let a result pass that a person approves', async () => {
    const task = await atWork({ stages: ['implementation_approval'] });
    await place().finish();
    meanwhile(becomesFolder('a.ts'));
    const { accepted } = await place().desk.act('task.approve', { task }, ada);
    assert.equal(accepted, false);
  });

  it('is followed where a person accepts what is there', async () => {
    const task = await completed();
    place().write('a.ts', 'other');
    await place().observes([{ path: 'a.ts', kind: 'changed' }]);
    await place().settle();
    meanwhile(becomesFolder('a.ts'));
    await place().desk.act('files.accept', { task, paths: ['a.ts'], reason: 'It is right' }, ada);
    assert.equal(await evidence(task), 'changed');
  });

  it('is no reason to look again where it is as it was found', async () => {
    await atWork();
    let looks = 0;
    const { desk } = place();
    desk.onPrepared = async () => {
      looks++;
      await place().observes([{ path: 'a.ts', kind: 'changed' }]);
    };
    const { accepted } = await place().finish();
    assert.deepEqual([accepted, looks], [true, 1]);
  });
});
