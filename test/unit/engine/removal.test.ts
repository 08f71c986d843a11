import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { STORE_FOLDER } from '../../../src/storage/layout';
import type { EngineClient } from '../../../src/engine/client';
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

describe('S8 a state.db that somebody writes into while everybody only looks', () => {
  const { folder, open } = useClients();
  const database = () => join(folder(), STORE_FOLDER, 'state.db');
  const rescuedOf = ({ status }: EngineClient) =>
    status.state === 'problem' ? status.backups.find((backup) => backup.rescued) : undefined;

  for (const published of [false, true])
    it(`is kept and can be restored, ${published ? 'with what the log holds' : 'also if nothing was published'}`, async () => {
      const window = open('host');
      await window.execute('task.create', { title: 'First' }, { actor });
      if (published) await window.publish();
      await window.execute('task.create', { title: 'Second' }, { actor });
      writeFileSync(database(), 'no store\n');
      await reached(window, (status) => status.state === 'problem' && status.problem.code === 'store_damaged');
      await window.restore(rescuedOf(window)?.name ?? '');
      await reached(window, isReady);
      const { rows } = await window.read('task.children', { parent: null });
      assert.deepEqual(
        rows.map(({ title }) => title),
        ['First', 'Second'],
      );
    });

  it('is kept when the window is closed in the same moment', async () => {
    const window = open('host');
    await window.execute('task.create', { title: 'Kept' }, { actor });
    await window.publish();
    writeFileSync(database(), 'no store\n');
    await window.close();
    assert.equal(readFileSync(database(), 'utf8'), 'no store\n');
    const again = open('host');
    await reached(again, ({ state }) => state === 'problem');
    await again.restore(rescuedOf(again)?.name ?? '');
    const { rows } = await again.read('task.children', { parent: null });
    assert.deepEqual(
      rows.map(({ title }) => title),
      ['Kept'],
    );
  });

  it('goes on as if nothing had been, if what was written is what it held', async () => {
    const window = open('host');
    await window.execute('task.create', { title: 'Kept' }, { actor });
    const reopened = reached(window, ({ state }) => state === 'opening');
    writeFileSync(database(), readFileSync(database()));
    utimesSync(database(), 1, 1);
    await reopened;
    await reached(window, isReady);
    assert.ok(!existsSync(join(folder(), STORE_FOLDER, 'rescued')));
  });
});
