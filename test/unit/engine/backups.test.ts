import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { STORE_FOLDER } from '../../../src/storage/layout';
import { isReady, reached, useClients } from './harness';

const actor = 'agent:test/backups';

describe('S10 the first backup', () => {
  const { folder, open } = useClients();
  const backups = (): string[] => {
    const path = join(folder(), STORE_FOLDER, 'backups');
    return existsSync(path) ? readdirSync(path).filter((name) => name.endsWith('.db')) : [];
  };
  async function made(): Promise<void> {
    while (backups().length === 0) await delay(50);
  }

  it('is made once there are tasks, and the next one is not due at once', async () => {
    const window = open('host');
    await window.execute('stream.create', { name: 'No task' }, { actor });
    await window.publish();
    assert.deepEqual(backups(), []);
    await window.execute('task.create', { title: 'First' }, { actor });
    await made();
    await window.execute('task.create', { title: 'Second' }, { actor });
    await window.publish();
    assert.equal(backups().length, 1);
  });

  it('is made by whoever opens the store next, if its maker ended before', async () => {
    const agent = open('process');
    await agent.execute('task.create', { title: 'First' }, { actor });
    await agent.close();
    assert.deepEqual(backups(), []);
    await reached(open('host'), isReady);
    await made();
  });
});
