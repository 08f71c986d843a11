import { strict as assert } from 'node:assert';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineClient } from '../../src/engine/client';
import { openClient } from '../unit/engine/harness';
import { useWorkbench } from './harness/suite';
import { taskRow } from './harness/tasks';
import { until } from './harness/until';

const actor = 'agent:claude/ui';

describe('X2 a person sees what is not as a task says, and mends it', () => {
  const workbench = useWorkbench();
  let agent: EngineClient;
  const file = (path: string): string => join(workbench().workspace, path);

  before(async () => {
    await workbench().openContainer('Task Orchestrator');
    agent = workbench().openProgram();
  });

  it('in Needs You and in Problems', async () => {
    const { task } = await agent.execute('task.plan', { goal: 'Write the ledger', steps: [] }, { actor });
    const taken = await agent.execute('task.claim', { task }, { actor });
    assert.ok('claim' in taken);
    writeFileSync(file('src/ledger.js'), 'export const ledger = [];\n');
    writeFileSync(file('src/journal.js'), 'export const journal = [];\n');
    writeFileSync(file('src/accounts.js'), 'export const accounts = [];\n');
    const files = ['src/ledger.js', 'src/journal.js', 'src/accounts.js'].map((path) => ({
      op: 'modify' as const,
      path,
    }));
    const end = { task, claim: taken.claim, result: 'done', summary: 'All are written.', files } as const;
    assert.equal((await agent.execute('task.finish', end, { actor })).state, 'completed');
    const verified = (status: string) =>
      until(`the task is ${status}`, async () => (await agent.read('task.get', { id: task }))?.evidence === status);
    await verified('verified');
    writeFileSync(file('src/ledger.js'), 'export const ledger = [1];\nexport const more = 2;\n');
    rmSync(file('src/journal.js'));
    await workbench().runCommand('Task Orchestrator: Verify Task');
    await workbench()
      .page.locator('.quick-input-list .monaco-list-row')
      .filter({ hasText: 'Write the ledger' })
      .click();
    await verified('changed');
    await workbench().sideBarText('Files and Checks').waitFor();
    await taskRow(workbench(), 'Write the ledger').first().waitFor();
    await workbench().runCommand('View: Focus Problems');
    const { page } = workbench();
    await page.locator('.markers-panel').getByText('src/journal.js is missing').waitFor();
    await page.locator('.markers-panel').getByText('src/ledger.js is not what').waitFor();
  });

  it('by quick fixes', async () => {
    const { page } = workbench();
    await page.locator('.markers-panel').getByText('src/ledger.js is not what').dblclick();
    await page.locator('.editor-instance').getByText('export const more').waitFor();
    await page.keyboard.press('Control+.');
    await page.locator('.action-widget').getByText('Restore src/ledger.js').waitFor();
    await page.keyboard.press('Escape');
  });

  it('X1 also when it changed while no window was open, for better and for worse', async () => {
    const { page } = workbench();
    await page.goto('about:blank');
    writeFileSync(file('src/ledger.js'), 'export const ledger = [];\n');
    writeFileSync(file('src/accounts.js'), 'export const accounts = [1];\n');
    await workbench().open();
    await until('one file is good again, and another one is not any more', async () => {
      const { rows } = await agent.read('evidence.problems', {});
      const paths = rows.flatMap(({ files }) => files.map(({ path }) => path));
      return paths.sort().join() === 'src/accounts.js,src/journal.js';
    });
  });

  it('by comparing and restoring all files of a task', async () => {
    const { page } = workbench();
    await workbench().runCommand('Task Orchestrator: Show Recorded vs. Current');
    await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'Write the ledger' }).click();
    await page.getByText('recorded ↔ current').first().waitFor();
    // It takes the keyboard once it is drawn, which would close a palette that is open by then.
    await page.locator('.editor-instance .monaco-editor.focused').first().waitFor();
    await workbench().runCommand('Task Orchestrator: Restore Files…');
    await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'Write the ledger' }).click();
    await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'As last recorded' }).click();
    await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'src/journal.js' }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.monaco-dialog-box').getByText('Restore 2 files of “Write the ledger”?').waitFor();
    await page.keyboard.press('Enter');
    await until('the file is back', () => {
      try {
        return readFileSync(file('src/journal.js'), 'utf8') === 'export const journal = [];\n';
      } catch {
        return false;
      }
    });
    await workbench().openContainer('Task Orchestrator');
    await workbench().sideBarText('Nothing needs you.').waitFor();
  });
});

describe('X12 files in the explorer that are not as a task says', () => {
  const workbench = useWorkbench({
    workspace: async (copy) => {
      const agent = openClient({ folder: copy, door: 'process' });
      const { task } = await agent.execute('task.plan', { goal: 'Write the ledger', steps: [] }, { actor });
      const taken = await agent.execute('task.claim', { task }, { actor });
      assert.ok('claim' in taken);
      mkdirSync(join(copy, 'books'));
      const paths = ['ledger.js', 'books/journal.js'];
      for (const path of paths) writeFileSync(join(copy, path), 'export const all = [];\n');
      const files = paths.map((path) => ({ op: 'create' as const, path }));
      const end = { task, claim: taken.claim, result: 'done', summary: 'Both are written.', files } as const;
      await agent.execute('task.finish', end, { actor });
      writeFileSync(join(copy, 'ledger.js'), 'export const all = [1];\n');
      rmSync(join(copy, 'books/journal.js'));
      await agent.execute('task.verify', { task }, { actor });
      await agent.close();
    },
  });
  const areMarked = async (): Promise<void> => {
    for (const [name, said] of [
      ['ledger.js', 'Differs'],
      ['books', 'missing'],
    ] as const)
      await workbench()
        .page.locator(`.explorer-folders-view .monaco-icon-label[aria-label*="/${name}"][aria-label*="${said}"]`)
        .waitFor();
  };

  it('are marked when the window opens, and when it is loaded anew', async () => {
    await areMarked();
    await workbench().reload();
    await areMarked();
    await workbench().restart();
    await areMarked();
  });
});
