import assert from 'node:assert/strict';
import { usePlace } from './place';

describe('F15 renames while nobody works', () => {
  const place = usePlace();
  const done = async (path: string): Promise<string> => {
    const task = await place().begin();
    place().write(path);
    await place().finish([{ op: 'create', path }]);
    return task;
  };
  const evidence = async (task: string): Promise<string> => {
    await place().settle();
    return place().desk.task(task).evidence;
  };
  const pathsOf = async (task: string): Promise<string[]> =>
    (await place().desk.look('task.evidence', { task })).files.map(({ path }) => path);
  const renamed = (from: string, path: string) => {
    place().rename(from, path);
    return { path, kind: 'renamed', from } as const;
  };

  it('onto the file of another task leave that one changed', async () => {
    const [a, b] = [await done('a.ts'), await done('b.ts')];
    await place().observes([renamed('a.ts', 'b.ts')]);
    assert.deepEqual([await evidence(a), await evidence(b)], ['changed', 'changed']);
  });

  for (const [how, more] of [
    ['', []],
    [', told as a watcher tells it too', [{ path: 'a.ts', kind: 'deleted' }]],
  ] as const) {
    it(`one after the other are one${how}`, async () => {
      const task = await done('a.ts');
      await place().observes([renamed('a.ts', 'b.ts'), renamed('b.ts', 'c.ts'), ...more]);
      assert.equal(await evidence(task), 'verified');
      assert.ok((await pathsOf(task)).includes('c.ts'));
    });
  }

  it('that exchange two files let neither task pass for what it was', async () => {
    const [a, b] = [await done('a.ts'), await done('b.ts')];
    const changes = [renamed('a.ts', 't.ts'), renamed('b.ts', 'a.ts'), renamed('t.ts', 'b.ts')];
    await place().observes(changes);
    assert.deepEqual([await evidence(a), await evidence(b)], ['changed', 'changed']);
  });

  it('of a folder onto another tell for each file what has become of it', async () => {
    const [moved, kept] = [await done('a/x.ts'), await done('b/kept.ts')];
    const [overwriting, overwritten] = [await done('a/z.ts'), await done('b/z.ts')];
    const gone = await done('b/y.ts');
    const content = place().read('b/kept.ts');
    place().remove('b');
    const change = renamed('a', 'b');
    place().write('b/kept.ts', content);
    await place().observes([change]);
    assert.deepEqual(await Promise.all([moved, kept].map(evidence)), ['verified', 'verified']);
    assert.deepEqual(await Promise.all([gone, overwritten, overwriting].map(evidence)), Array(3).fill('changed'));
    assert.ok((await pathsOf(moved)).includes('b/x.ts'));
  });

  it('F10 nor does a file in the place of a folder keep what was in it', async () => {
    const task = await done('b/y.ts');
    place().remove('b');
    place().write('b');
    await place().observes([{ path: 'b', kind: 'changed' }]);
    assert.equal(await evidence(task), 'changed');
  });

  it('are noticed where nothing but the rename is told and the content is another one', async () => {
    const task = await done('a.ts');
    const change = renamed('a.ts', 'b.ts');
    place().write('b.ts', 'edited at once');
    await place().observes([change]);
    assert.equal(await evidence(task), 'changed');
  });
});
