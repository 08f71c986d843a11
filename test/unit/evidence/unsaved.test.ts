import assert from 'node:assert/strict';
import { tasksFoundUnsaved } from '../../../src/storage/queries/evidence';
import { usePlace } from './place';

const engine = { actor: 'system', door: 'engine' } as const;

describe('X1 what an editor had unsaved, and has no more', () => {
  const place = usePlace();
  let settled: string[] = [];
  beforeEach(() => {
    settled = [];
    place().desk.workspace.whenNoLongerUnsaved((paths) => settled.push(...paths));
  });
  const editing = (...unsaved: string[]) => place().desk.workspace.ownWindowSays({ trusted: true, unsaved });
  const found = (task: string) =>
    place()
      .desk.connection.rows('select path, status from evidence where task_id = ? order by path', [task])
      .map(({ path, status }) => `${String(path)} ${String(status)}`);

  /** What the engine does by itself. */
  async function follows(): Promise<void> {
    const { desk } = place();
    const tasks = tasksFoundUnsaved(desk.connection, settled);
    await desk.act('evidence.lookAgain', { tasks }, engine);
    await place().settle();
  }

  async function folder(stages: 'review'[] = []): Promise<string> {
    const task = await place().begin({ stages });
    place().write('src/a.ts', 'done');
    place().write('src/b.ts', 'done');
    await place().finish([{ op: 'create', path: 'src' }]);
    return task;
  }

  it('is no work of whoever is at work then, and the folder goes on answering for it', async () => {
    const task = await folder();
    await place().begin();
    editing('src/a.ts');
    await place().verify(task);
    assert.deepEqual(found(task), ['src unsaved']);
    editing();
    await follows();
    assert.deepEqual(found(task), ['src verified']);
    await place().finish();
    place().write('src/a.ts', 'broken');
    await place().observes([{ path: 'src/a.ts', kind: 'changed' }]);
    await place().settle();
    assert.equal(place().desk.task(task).evidence, 'changed');
  });

  it('is looked at again in a folder that is reviewed', async () => {
    const task = await folder(['review']);
    editing('src/a.ts');
    await place().verify(task);
    editing();
    await follows();
    assert.deepEqual(found(task), ['src verified']);
  });

  it('makes a folder unsaved where it was recorded, though it is ignored by now, or is gone from the disk', async () => {
    const task = await folder();
    place().write('.gitignore', 'src/b.ts\n');
    editing('src/b.ts');
    await place().verify(task);
    assert.deepEqual(found(task), ['src unsaved']);
    editing();
    await follows();
    assert.deepEqual(found(task), ['src verified']);
    const open = await place().begin();
    place().write('lib/a.ts', 'done');
    await place().finish([{ op: 'create', path: 'lib' }]);
    editing('lib/gone.ts');
    await place().verify(open);
    assert.deepEqual(found(open), ['lib unsaved']);
  });

  it('makes no folder unsaved that git leaves it out of', async () => {
    const task = await folder();
    for (const path of ['src/.git/COMMIT_EDITMSG', 'src/node_modules/x/index.js']) {
      place().write(path, 'ignored');
      editing(path);
      await place().verify(task);
      assert.deepEqual(found(task), ['src verified'], path);
      editing();
    }
  });
});
