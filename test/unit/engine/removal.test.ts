import assert from 'node:assert/strict';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { STORE_FOLDER } from '../../../src/storage/layout';
import { follows, isReady, reached, useClients } from './harness';

const actor = 'agent:test/removal';

describe('S8 files that are removed while everybody only looks', () => {
  const { folder, open } = useClients();

  it('are noticed by all, and what they held can be restored', async () => {
    const window = open('host');
    await window.execute('task.create', { title: 'Kept' }, { actor });
    const agent = open('process');
    await reached(agent, follows);
    try {
      rmSync(join(folder(), STORE_FOLDER), { recursive: true });
    } catch {
      // What can be rescued is put there as soon as the first files are gone, so the folder itself may stay.
    }
    for (const client of [window, agent]) {
      await reached(client, (status) => status.state === 'problem' && status.problem.code === 'store_removed');
    }
    const { status } = window;
    const rescued = status.state === 'problem' ? status.backups.find((backup) => backup.rescued) : undefined;
    await window.restore(rescued?.name ?? '');
    await reached(agent, isReady);
    const { rows } = await agent.read('task.children', { parent: null });
    assert.deepEqual(
      rows.map(({ title }) => title),
      ['Kept'],
    );
  });

  it('take the log with them alone: it is put back', async () => {
    const window = open('host');
    await window.execute('task.create', { title: 'Kept' }, { actor });
    const store = join(folder(), STORE_FOLDER);
    const logs = () => readdirSync(store).filter((name) => name.endsWith('.wal'));
    const [log] = logs();
    assert.ok(log);
    const reopened = reached(window, ({ state }) => state === 'opening');
    rmSync(join(store, log));
    await reopened;
    await reached(window, isReady);
    assert.deepEqual(logs(), [log]);
    assert.ok(existsSync(join(store, 'state.db')));
  });
});
