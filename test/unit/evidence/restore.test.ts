import assert from 'node:assert/strict';
import { renameSync, rmSync, symlinkSync } from 'node:fs';
import { ada } from '../orchestrator/desk';
import { hashOf, usePlace } from './place';

describe('K putting files back', () => {
  const place = usePlace();

  async function recorded(path: string): Promise<string> {
    const task = await place().begin();
    place().write(path, 'recorded');
    await place().finish([{ op: 'create', path }]);
    return task;
  }
  const steps = async (task: string) => (await place().desk.look('restore.preview', { task })).steps;
  const begin = (task: string, path: string, nowHash: string | null, unsaved?: string) =>
    place().desk.act(
      'restore.begin',
      { task, files: [{ path, nowHash, ...(unsaved !== undefined && { unsaved }) }] },
      ada,
    );

  for (const [what, target] of [
    ['to a file of git', '../.git/config'],
    ['to another file', '../other.txt'],
    ['to nothing', 'nowhere'],
  ] as const) {
    it(`K5 not through a link ${what}`, async () => {
      const task = await recorded('lk/a.txt');
      place().write('.git/config', '[core]');
      place().write('other.txt', 'other');
      place().remove('lk/a.txt');
      symlinkSync(target, place().path('lk/a.txt'));
      const [step] = await steps(task);
      assert.equal(step?.action, 'impossible');
      assert.match(step.reason, /link/);
      const { refused } = await begin(task, 'lk/a.txt', step.nowHash);
      assert.match(refused[0]?.reason ?? '', /link/);
    });
  }

  it('K5 not through a folder that is a link', async () => {
    const task = await recorded('lk/a.txt');
    renameSync(place().path('lk'), place().path('real'));
    symlinkSync('real', place().path('lk'));
    place().write('real/a.txt', 'other');
    const [step] = await steps(task);
    assert.equal(step?.action, 'impossible');
    assert.match(step.reason, /"lk" is a link/);
  });

  it('K5 not over what has changed since it was shown', async () => {
    const task = await recorded('a.txt');
    place().write('a.txt', 'shown');
    const [step] = await steps(task);
    assert.equal(step?.action, 'write');
    place().write('a.txt', 'newer');
    const { refused, checkpoint } = await begin(task, 'a.txt', step.nowHash);
    assert.deepEqual(refused, [{ path: 'a.txt', reason: 'it has changed since it was shown' }]);
    assert.equal(checkpoint, null);
    rmSync(place().path('a.txt'));
    assert.equal((await begin(task, 'a.txt', step.nowHash)).refused.length, 1);
  });

  it('K6 what is replaced is kept and named by a checkpoint, saved or not', async () => {
    const task = await recorded('a.txt');
    place().write('a.txt', 'shown');
    for (const [unsaved, was] of [
      [undefined, 'shown'],
      ['typed', 'typed'],
    ] as const) {
      const { checkpoint, refused, unkept } = await begin(task, 'a.txt', hashOf('shown'), unsaved);
      assert.deepEqual([refused, unkept], [[], []]);
      assert.equal((await place().desk.look('content.text', { hash: hashOf(was) })).text, was);
      const back = await place().desk.look('restore.preview', { task, checkpoint: checkpoint ?? 0 });
      assert.equal(back.steps[0]?.hash, hashOf(was));
    }
  });

  it('K6 what is no text is told of, so that it goes elsewhere', async () => {
    const task = await recorded('a.txt');
    const nowHash = place().write('a.txt', Buffer.from([0, 1, 2]));
    const { unkept, checkpoint } = await begin(task, 'a.txt', nowHash);
    assert.deepEqual([unkept, checkpoint], [['a.txt'], null]);
  });
});
