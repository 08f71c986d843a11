import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { EngineClient } from '../../../src/engine/client';
import type { OwnDoor, StoreStatus } from '../../../src/engine/protocol';
import { useFolder } from '../storage/harness';

const HOST_KEY = 'a key that windows share';
const actor = 'agent:test/hosts';

describe('E10 who may replace a store', () => {
  const folder = useFolder();
  let clients: EngineClient[] = [];

  afterEach(async () => {
    await Promise.all(clients.map((client) => client.close()));
    clients = [];
  });

  function open(door: OwnDoor, hostKey?: string): EngineClient {
    const client = new EngineClient({
      folder: folder(),
      door,
      version: 'test',
      workerFile: resolve('dist/engine.js'),
      wasmFile: resolve('dist/sql-wasm.wasm'),
      ...(hostKey !== undefined && { hostKey }),
    });
    clients.push(client);
    return client;
  }

  /** Resolves once the engine says so; a leader that makes way passes through other states before. */
  function reached(client: EngineClient, wanted: (status: StoreStatus) => boolean): Promise<void> {
    return new Promise((done) => {
      if (wanted(client.status)) done();
      else client.on('status', (status) => wanted(status) && done());
    });
  }

  const leads = (status: StoreStatus) => status.state === 'ready' && status.role === 'leader';
  const follows = (status: StoreStatus) => status.state === 'ready' && status.role === 'follower';

  it('a window that leads, and a window that proves to it that it is one', async () => {
    const first = open('host', HOST_KEY);
    await first.execute('task.create', { title: 'Here' }, { actor });
    const second = open('host', HOST_KEY);
    await reached(second, follows);
    await second.startEmpty();
  });

  it('no window with another key, and no process that only says that it is one', async () => {
    const first = open('host', HOST_KEY);
    await first.execute('task.create', { title: 'Here' }, { actor });
    for (const pretender of [open('host', 'another key'), open('host'), open('process', HOST_KEY)]) {
      await reached(pretender, follows);
    }
    const [, otherKey, noKey] = clients;
    // Nobody is read-only for that: what any window may do, these may.
    await otherKey!.execute('task.create', { title: 'There' }, { actor: 'human:ada' });
    await assert.rejects(otherKey!.startEmpty(), { code: 'conflict' });
    await assert.rejects(noKey!.startEmpty(), { code: 'conflict' });
  });

  it('an agent’s process makes way for a window, and loses nothing by it', async () => {
    const agent = open('process');
    await agent.execute('task.create', { title: 'Made before' }, { actor });
    await reached(agent, leads);
    const writes = Array.from({ length: 50 }, (_, index) =>
      agent.execute('task.create', { title: `Made meanwhile ${index}` }, { actor }),
    );
    const window = open('host', HOST_KEY);
    await reached(window, leads);
    await reached(agent, follows);
    await Promise.all(writes);
    const { rows } = await window.read('task.children', { parent: null });
    assert.equal(rows.length, 51);
    assert.equal(new Set(rows.map(({ title }) => title)).size, 51);
  });
});
