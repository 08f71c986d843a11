import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '../../../src/storage/openStore';
import { sqlite, useFolder } from './harness';

describe('S6 what has the name of a store', () => {
  const folder = useFolder();
  const ways: [string, (path: string) => unknown][] = [['a folder', (path) => mkdirSync(path)]];
  if (process.platform !== 'win32') ways.push(['a pipe', (path) => execFileSync('mkfifo', [path])]);

  for (const [name, make] of ways)
    it(`${name} is no store, which is said at once`, async () => {
      const { runtime, vfs } = await sqlite();
      const store = join(folder(), '.task_orchestrator');
      mkdirSync(store);
      make(join(store, 'state.db'));
      await assert.rejects(openStore({ runtime, vfs, folder: store }), {
        code: 'store_blocked',
        message: `${join(store, 'state.db')} is not a file.`,
      });
    });
});
