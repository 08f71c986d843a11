import assert from 'node:assert/strict';
import { follows, leads, reached, useClients } from './harness';

const HOST_KEY = 'a key that windows share';
const actor = 'agent:test/hosts';

describe('E10 who may replace a store', () => {
  const { open } = useClients();

  it('a window that leads, and a window that proves to it that it is one', async () => {
    const first = open('host', { hostKey: HOST_KEY });
    await first.execute('task.create', { title: 'Here' }, { actor });
    const second = open('host', { hostKey: HOST_KEY });
    await reached(second, follows);
    await second.startEmpty();
  });

  it('no window with another key, and no process that only says that it is one', async () => {
    const first = open('host', { hostKey: HOST_KEY });
    await first.execute('task.create', { title: 'Here' }, { actor });
    const otherKey = open('host', { hostKey: 'another key' });
    const noKey = open('host');
    const noWindow = open('process', { hostKey: HOST_KEY });
    for (const pretender of [otherKey, noKey, noWindow]) await reached(pretender, follows);
    // Nobody is read-only for that: what any window may do, these may.
    await otherKey.execute('task.create', { title: 'There' }, { actor: 'human:ada' });
    await assert.rejects(otherKey.startEmpty(), { code: 'conflict' });
    await assert.rejects(noKey.startEmpty(), { code: 'conflict' });
  });

  it('an agent’s process makes way for a window, and loses nothing by it', async () => {
    const agent = open('process');
    await agent.execute('task.create', { title: 'Made before' }, { actor });
    await reached(agent, leads);
    const writes = Array.from({ length: 50 }, (_, index) =>
      agent.execute('task.create', { title: `Made meanwhile ${index}` }, { actor }),
    );
    const window = open('host', { hostKey: HOST_KEY });
    await reached(window, leads);
    await reached(agent, follows);
    await Promise.all(writes);
    const { rows } = await window.read('task.children', { parent: null });
    assert.equal(rows.length, 51);
    assert.equal(new Set(rows.map(({ title }) => title)).size, 51);
  });
});
