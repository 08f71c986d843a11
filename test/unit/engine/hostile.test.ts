import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineClient } from '../../../src/engine/client';
import type { CommandInput } from '../../../src/orchestrator/registry';
import { useClients } from './harness';

const actor = 'agent:test/hostile';
type Input = CommandInput<'task.create'>;

describe('T2 hostile input', () => {
  const { folder, open } = useClients();

  async function leaderAndFollower(): Promise<EngineClient[]> {
    const leader = open('process');
    await leader.execute('task.create', { title: 'First' }, { actor });
    const follower = open('process');
    await follower.execute('task.create', { title: 'Second' }, { actor });
    return [leader, follower];
  }

  it('that quotes what SQLite says of damage is refused like any other', async () => {
    for (const client of await leaderAndFollower()) {
      for (const parent of ['malformed', 'not a database', 'disk is full', 'disk I/O error']) {
        await assert.rejects(client.execute('task.create', { title: 'x', parent }, { actor }), { code: 'not_found' });
      }
      assert.equal(client.status.state, 'ready');
    }
  });

  it('that is no plain data, or too much, is refused at the door and harms nobody else', async () => {
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    for (const client of await leaderAndFollower()) {
      const innocent = client.execute('task.create', { title: 'Innocent' }, { actor });
      const inputs: unknown[] = [{ title: 1n }, circular, { title: 'x'.repeat(17 << 20) }, { title: () => 'x' }];
      for (const input of inputs) {
        await assert.rejects(client.execute('task.create', input as Input, { actor }), { code: 'invalid_input' });
      }
      await innocent;
    }
  });

  it('cannot speak for a person', async () => {
    for (const client of await leaderAndFollower()) {
      const forged = client.execute('task.create', { title: 'x' }, { actor: 'human:root' });
      await assert.rejects(forged, { code: 'person_only' });
    }
  });

  it('T3 a title is one line of visible text', async () => {
    const client = open('process');
    const { task } = await client.execute('task.create', { title: ' a\tb\u202Ec\n ' }, { actor });
    assert.equal((await client.read('task.get', { id: task }))?.title, 'a b c');
  });

  it('E4 closing answers what was sent, also for one that does not lead', async () => {
    for (const client of await leaderAndFollower()) {
      const writes = Array.from({ length: 300 }, (_, n) =>
        client.execute('task.create', { title: `Sent ${n}` }, { actor }),
      );
      await client.close();
      assert.equal((await Promise.all(writes)).length, 300);
    }
  });

  it('A8 a workspace folder that was deleted stays deleted', async () => {
    const workspace = join(folder(), 'gone');
    const client = open('process', { folder: workspace });
    await assert.rejects(client.execute('task.create', { title: 'x' }, { actor }), { code: 'store_io' });
    rmSync(folder(), { recursive: true, force: true });
  });
});
