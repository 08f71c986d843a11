import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { STORE_FOLDER, StoreLayout } from '../../../src/storage/layout';
import { storeIsPresent } from '../../../src/engine/presence';
import { isAbsent, isReady, reached, useClients } from './harness';

const actor = 'agent:test/absence';
const ROUNDS = 6;

describe('E11 an empty answer is given only where nothing is kept', () => {
  const { folder, open } = useClients();
  const layout = () => new StoreLayout(join(folder(), STORE_FOLDER));

  it('not after the first change of another process that nothing has told of', async () => {
    // A folder that is not there yet cannot be watched.
    const workspace = join(folder(), 'later');
    const looker = open('process', { folder: workspace });
    await reached(looker, isAbsent);
    assert.deepEqual((await looker.read('task.children', { parent: null })).rows, []);
    mkdirSync(workspace);
    await open('process', { folder: workspace }).execute('task.create', { title: 'First' }, { actor });
    assert.equal((await looker.read('task.children', { parent: null })).rows.length, 1);
  });

  it('not by a program that makes way for a window while it opens the store', async () => {
    const first = open('process');
    await first.execute('task.create', { title: 'First' }, { actor });
    await first.close();
    for (let round = 0; round < ROUNDS; round++) {
      const program = open('process');
      await reached(program, ({ state }) => state === 'opening');
      const window = open('host');
      await reached(window, isReady);
      assert.equal((await program.read('task.children', { parent: null })).rows.length, 1);
      await Promise.all([program.close(), window.close()]);
    }
  });

  it('nor where a file has the name of the folder: that is said', async () => {
    writeFileSync(layout().folder, '');
    const window = open('host');
    await reached(window, (status) => status.state === 'problem' && status.problem.code === 'store_blocked');
  });

  for (const name of ['state.db', 'state-17.wal', 'run', 'rescued', 'backups']) {
    it(`not where there is ${name}`, () => {
      mkdirSync(layout().folder);
      assert.ok(!storeIsPresent(layout()));
      writeFileSync(join(layout().folder, name), '');
      assert.ok(storeIsPresent(layout()));
    });
  }

  it('but where a team shares only decisions and roles', async () => {
    mkdirSync(join(layout().folder, 'decisions'), { recursive: true });
    assert.deepEqual((await open('process').read('task.children', { parent: null })).rows, []);
    assert.deepEqual(readdirSync(layout().folder), ['decisions']);
  });
});
