import assert from 'node:assert/strict';
import type { EngineClient } from '../../../src/engine/client';
import { follows, reached, useClients } from './harness';

const actor = 'agent:test/order';

describe('E13 a question that is sent after a change', () => {
  const { open } = useClients();

  /** Nobody waits for the changes before the question is on its way. */
  async function seenAtOnce(client: EngineClient, count: number): Promise<number> {
    const writes = Array.from({ length: count }, (_, n) => client.execute('task.create', { title: `${n}` }, { actor }));
    const { rows } = await client.read('task.children', { parent: null });
    await Promise.all(writes);
    return rows.length;
  }

  it('sees it, also when that change creates the store', async () => {
    assert.equal(await seenAtOnce(open('process'), 3), 3);
  });

  it('sees it, whoever leads', async () => {
    const leader = open('host');
    assert.equal(await seenAtOnce(leader, 10), 10);
    const follower = open('process');
    await reached(follower, follows);
    assert.equal(await seenAtOnce(follower, 10), 20);
  });

  it('is answered, though the change was refused', async () => {
    const client = open('process');
    const refused = assert.rejects(client.execute('task.create', { title: '' }, { actor }), { code: 'invalid_input' });
    assert.deepEqual((await client.read('task.children', { parent: null })).rows, []);
    await refused;
  });
});
