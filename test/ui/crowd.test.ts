import { strict as assert } from 'node:assert';
import { once } from 'node:events';
import { join } from 'node:path';
import { startChild } from '../../scripts/process/children.mjs';
import { openClient } from '../unit/engine/harness';
import { useWorkbench } from './harness/suite';

const root = process.cwd();
const WRITES = 200;

/** A process without VS Code that writes through the engine; it ends by itself. */
async function plainProcess(workspace: string, name: string, seed: number): Promise<string> {
  const options = { workspace, name, seed, door: 'process', count: WRITES, callers: 8, pauseMs: 0, verbose: false };
  const child = startChild(process.execPath, [join(root, 'dist/test/crash/writer.js'), JSON.stringify(options)]);
  let said = '';
  child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await once(child, 'close');
  return said;
}

describe('E1 two windows and two processes', () => {
  const workbench = useWorkbench({ otherExtensions: [join(root, 'test', 'fixtures', 'many-writes')] });

  it('write 200 tasks each at once: all are there once, and nobody is refused', async () => {
    const first = workbench();
    const second = await first.openSecondWindow();
    for (const window of [first, second]) await window.openContainer('Task Orchestrator');
    const inWindows = [first, second].map(async (window) => {
      await window.runCommand('Many Writes: Run');
      // In the status bar, and also where screen readers look for news.
      const said = await window.page
        .getByText(/writes answered/)
        .first()
        .textContent();
      assert.equal(said?.trim(), `${WRITES} of ${WRITES} writes answered`);
    });
    const said = await Promise.all([plainProcess(first.workspace, 'p1', 1), plainProcess(first.workspace, 'p2', 2)]);
    await Promise.all(inWindows);

    for (const lines of said) {
      assert.equal(lines.match(/^ack /gm)?.length, WRITES, lines.slice(0, 2000));
      assert.equal(lines.match(/^error /gm), null);
    }
    assert.deepEqual(await titlesIn(first.workspace), { all: 4 * WRITES, different: 4 * WRITES });
    await second.page.close();
  });
});

/** Counts tasks at any depth, as one more process. */
async function titlesIn(folder: string): Promise<{ all: number; different: number }> {
  const client = openClient({ folder, door: 'process' });
  const titles: string[] = [];
  const parents: (string | null)[] = [null];
  for (const parent of parents) {
    const { rows } = await client.read('task.children', { parent });
    titles.push(...rows.map(({ title }) => title));
    parents.push(...rows.filter(({ children }) => children > 0).map(({ id }) => id));
  }
  await client.close();
  return { all: titles.length, different: new Set(titles).size };
}
