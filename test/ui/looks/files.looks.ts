import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { panelOf } from '../harness/panel';
import { allThemes, listed, picture, useScene } from './camera';
import { fillWithSample } from './fill';

describe('files that are not as a task says', () => {
  const workbench = useScene({ workspace: fillWithSample });
  const problem = (text: string) => workbench().page.locator('.markers-panel').getByText(text).first();

  before(async () => {
    await workbench().openContainer('Task Orchestrator');
    await workbench().page.getByRole('treeitem', { name: 'Import bank statements' }).first().waitFor();
    writeFileSync(join(workbench().workspace, 'friday.md'), 'What we said on Friday.\n');
  });

  for (const theme of allThemes) {
    it(`in Problems, in the editor and in the explorer, in ${theme}`, async () => {
      const { page } = workbench();
      await workbench().useTheme(theme);
      await workbench().runCommand('View: Focus Problems');
      await problem('src/ledger.js is not what').dblclick();
      await page.locator('.editor-instance').getByText('export const more').waitFor();
      await workbench().runCommand('View: Show Explorer');
      await picture(workbench(), `files-problems-${theme}`);
      await page.locator('.editor-instance').getByText('export const more').click();
      await page.keyboard.press('Control+Home');
      await page.keyboard.press('Control+.');
      await page.locator('.action-widget').getByText('Restore src/ledger.js').waitFor();
      await picture(workbench(), `files-fixes-${theme}`);
      await page.keyboard.press('Escape');
    });
  }

  it('compared and restored', async () => {
    const { page } = workbench();
    await workbench().useTheme('light');
    await workbench().runCommand('Task Orchestrator: Show Recorded vs. Current');
    await listed(workbench(), 'Keep the ledger').click();
    await page.getByText('recorded ↔ current').first().waitFor();
    await picture(workbench(), 'files-compare');
    await workbench().runCommand('View: Close All Editors');
    await workbench().runCommand('Task Orchestrator: Restore Files…');
    await listed(workbench(), 'Keep the ledger').click();
    await listed(workbench(), 'As last recorded').waitFor();
    await picture(workbench(), 'files-restore-what');
    await listed(workbench(), 'As last recorded').click();
    await listed(workbench(), 'src/journal.js').waitFor();
    await picture(workbench(), 'files-restore-which');
    await page.keyboard.press('Enter');
    await page.locator('.monaco-dialog-box').waitFor();
    await picture(workbench(), 'files-restore-dialog');
    await page.keyboard.press('Escape');
  });

  it('compared between checkpoints', async () => {
    const { page } = workbench();
    await workbench().runCommand('Task Orchestrator: Compare Checkpoints…');
    await listed(workbench(), 'Read MT940').click();
    await listed(workbench(), 'Work began').waitFor();
    await picture(workbench(), 'checkpoints-which');
    await listed(workbench(), 'Work began').click();
    await listed(workbench(), 'balances done').waitFor();
    await picture(workbench(), 'checkpoints-with');
    await listed(workbench(), 'balances done').click();
    await page.locator('.editor-instance').getByText('balances done').first().waitFor();
    await picture(workbench(), 'checkpoints-compared');
  });
});

describe('pages to read', () => {
  const workbench = useScene({
    workspace: fillWithSample,
    otherExtensions: [join(process.cwd(), 'test', 'fixtures', 'calling-agent')],
  });

  it('the tour, and settings', async () => {
    const { page } = workbench();
    await workbench().openContainer('Task Orchestrator');
    await workbench().runCommand('Task Orchestrator: Open Walkthrough');
    for (const step of ['Plan', 'agent', 'Approve what matters', 'Resume after a crash', 'Verify what was done']) {
      await page.locator('.getting-started-step').filter({ hasText: step }).first().click();
      await picture(workbench(), `tour-${step.split(' ')[0]?.toLowerCase() ?? ''}`);
    }
    await workbench().runCommand('Preferences: Open Settings (UI)');
    await page.locator('.settings-editor').waitFor();
    await page.keyboard.type('@ext:task-orchestrator.task-orchestrator');
    await page.locator('.settings-editor').getByText('Group By').first().waitFor();
    await picture(workbench(), 'settings');
    await workbench().runCommand('View: Close All Editors');
  });

  it('of tasks, as text', async () => {
    for (const [command, title] of [
      ['Open Task as Text', 'Write the format down'],
      ['Show History', 'Write the format down'],
      ['Show Plan Versions…', 'Write the format down'],
      ['Show Agent Brief', 'Read MT940'],
      ['Why Is This Blocked?', 'Write the writer'],
      ['Show Output of Checks', 'Round as the law'],
    ] as const) {
      await workbench().runCommand(`Task Orchestrator: ${command}`);
      await workbench().page.locator('.quick-input-list .monaco-list-row').first().waitFor();
      await workbench().page.locator('.quick-input-widget input[type="text"]').fill(title);
      await listed(workbench(), title).click();
      if (command === 'Show Plan Versions…') {
        await listed(workbench(), 'Version 7').click();
        await listed(workbench(), 'Version 6').click();
      }
      // That one answers in rows.
      if (command === 'Why Is This Blocked?') await listed(workbench(), 'It waits for this').waitFor();
      else await workbench().page.locator('.editor-instance .view-line').first().waitFor();
      await picture(workbench(), `text-${command.replace(/\W+/g, '-').toLowerCase()}`);
      await workbench().page.keyboard.press('Escape');
      await workbench().runCommand('View: Close All Editors');
    }
    const { page } = workbench();
    for (const [command, shown] of [
      ['Show Status', panelOf(workbench()).getByRole('heading', { name: 'Status' })],
      ['List Roles', page.locator('.editor-instance .view-line')],
    ] as const) {
      await workbench().runCommand(`Task Orchestrator: ${command}`);
      await shown.first().waitFor();
      await picture(workbench(), `text-${command.replace(/\W+/g, '-').toLowerCase()}`);
      await workbench().runCommand('View: Close All Editors');
    }
  });

  it('what an agent asks', async () => {
    for (const theme of allThemes) {
      await workbench().useTheme(theme);
      await workbench().runCommand('Calling Agent: Plan');
      await workbench().page.getByRole('dialog').filter({ hasText: 'Let the agent plan tasks?' }).waitFor();
      await picture(workbench(), `agent-asks-${theme}`);
      await workbench().page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    }
  });
});
