import { strict as assert } from 'node:assert';
import type { Locator } from 'playwright-core';
import type { EngineClient } from '../../src/engine/client';
import { playScene } from './harness/scene';
import { useWorkbench } from './harness/suite';
import { until } from './harness/until';
import type { Workbench } from './harness/workbench';

const agent = { actor: 'agent:claude/ui' };

/** The rows of the Tasks view, from the top down; their labels are what a screen reader says. */
const rows = (workbench: Workbench): Locator =>
  workbench.page.locator('.pane:has(.pane-header[aria-label^="Tasks"]) [role="treeitem"]');
const rowOf = (workbench: Workbench, name: string): Locator =>
  workbench.page.locator(`.pane:has(.pane-header[aria-label^="Tasks"]) [role="treeitem"][aria-label^="${name}"]`);
const needsYouRow = (workbench: Workbench, name: string): Locator =>
  workbench.page.locator(`.pane:has(.pane-header[aria-label^="Needs You"]) [role="treeitem"][aria-label^="${name}"]`);

/** Names of the rows that are shown. */
async function shown(workbench: Workbench): Promise<string[]> {
  return rows(workbench).locator('.label-name').allTextContents();
}

/** Right after a start VS Code keeps notifications for the bell. */
async function noticeWith(workbench: Workbench, text: RegExp): Promise<Locator> {
  await workbench.runCommand('Notifications: Show Notifications');
  const notice = workbench.page.locator('.notifications-center .notification-list-item').filter({ hasText: text });
  await notice.first().waitFor();
  return notice.first();
}

describe('V8 the Tasks view', function () {
  this.timeout(45_000);
  const workbench = useWorkbench();
  let program: EngineClient;
  let ids: Record<string, string>;

  before(async function () {
    this.timeout(90_000);
    await workbench().openContainer('Task Orchestrator');
    program = workbench().openProgram();
    ids = await playScene(program);
    await rowOf(workbench(), 'Release notes').waitFor({ timeout: 20_000 });
    await until('the short claim is over', async () => {
      return (await program.read('task.get', { id: ids['parser'] ?? '' }))?.offer === 'interrupted';
    });
    await needsYouRow(workbench(), 'Write the parser').waitFor();
    // What was there before it was worked on is opened by hand, and stays open.
    for (const [goal, step] of [
      ['Reference documentation', 'Draft'],
      ['Parser for the ledger format', 'Write the lexer'],
    ] as const) {
      const isOpen = await rowOf(workbench(), goal).getAttribute('aria-expanded');
      if (isOpen !== 'true') await rowOf(workbench(), goal).locator('.monaco-tl-twistie').click();
      await rowOf(workbench(), step).waitFor({ timeout: 10_000 });
    }
  });

  it('shows streams with their trees, then the trees of none', async () => {
    const names = await shown(workbench());
    assert.deepEqual(names.slice(0, 3), ['Documentation', 'Reference documentation', 'Outline']);
    assert.deepEqual(names.slice(-2), ['Check the totals of each month', 'Release notes']);
    await rowOf(workbench(), 'Documentation, stream, 1 of 4 steps done').waitFor();
  });

  it('groups by state and by role, and remembers it', async () => {
    const { page } = workbench();
    await workbench().runCommand('Task Orchestrator: Group By…');
    await page
      .locator('.quick-input-list .monaco-list-row')
      .filter({ hasText: 'what waits for approval first' })
      .click();
    await rowOf(workbench(), 'Interrupted, 1 task').waitFor();
    assert.deepEqual((await shown(workbench())).slice(0, 2), ['Waits for approval', 'Store design']);
    await workbench().reload();
    await rowOf(workbench(), 'Interrupted, 1 task').waitFor();
    await workbench().runCommand('Task Orchestrator: Group By…');
    await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'who should do them' }).click();
    await rowOf(workbench(), 'architect, 1 task').waitFor();
    await workbench().runCommand('Task Orchestrator: Group By…');
    await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'Streams with their trees' }).click();
    await rowOf(workbench(), 'Documentation, stream').waitFor();
  });

  it('is filtered, says so, and is cleared with one button', async () => {
    const { page } = workbench();
    await workbench().runCommand('Task Orchestrator: Filter Tasks…');
    await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'documenter' }).waitFor();
    await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'documenter' }).click();
    await page.keyboard.press('Enter');
    await page.getByText('Which words should the tasks contain?').waitFor();
    await page.keyboard.press('Enter');
    await workbench().sideBarText('Only: documenter').waitFor();
    await until('only those are shown', async () => {
      const names = await shown(workbench());
      return names.length === 3 && names.includes('Draft') && names.includes('Examples');
    });
    await workbench().runCommand('Task Orchestrator: Filter Tasks…');
    await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'documenter' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Which words should the tasks contain?').waitFor();
    await page.keyboard.type('nowhere');
    await page.keyboard.press('Enter');
    await workbench().sideBarText('No step matches the filter.').waitFor();
    await page.getByRole('button', { name: 'Clear Filter' }).first().click();
    await rowOf(workbench(), 'Documentation, stream').waitFor();
  });

  it('hides what is finished, and keeps what finishes meanwhile where it is', async () => {
    await workbench().runCommand('Task Orchestrator: Hide Finished Tasks');
    await rowOf(workbench(), 'Outline').waitFor({ state: 'detached' });
    await program.execute('task.cancel', { task: ids['examples'] ?? '' }, agent);
    await rowOf(workbench(), 'Examples, documenter, Cancelled').waitFor();
    await workbench().runCommand('Task Orchestrator: Show Finished Tasks');
    await rowOf(workbench(), 'Outline').waitFor();
  });

  it('shows checkpoints and files below tasks when it is asked to', async () => {
    await workbench().runCommand('Task Orchestrator: Show Checkpoints and Files Below Tasks');
    const outline = workbench().page.locator('[role="treeitem"][aria-expanded="false"][aria-label^="Outline"]');
    await outline.locator('.monaco-tl-twistie').click();
    await rowOf(workbench(), 'Checkpoints of Outline').click();
    await rowOf(workbench(), 'Checkpoint Work began').waitFor();
    await workbench().runCommand('Task Orchestrator: Hide Checkpoints and Files Below Tasks');
    await rowOf(workbench(), 'Checkpoints of Outline').waitFor({ state: 'detached' });
  });

  /** Answers the row that makes it a step of the other one. */
  async function dropped(title: string, on: string): Promise<Locator> {
    const asked = workbench().page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'as a step of it' });
    await until(`${title} is dropped on ${on}`, async () => {
      // A row that is drawn anew while it is dragged is let go of by VS Code.
      await rowOf(workbench(), title)
        .dragTo(rowOf(workbench(), on), { timeout: 5_000 })
        .catch(() => undefined);
      return asked.waitFor({ timeout: 3_000 }).then(
        () => true,
        () => false,
      );
    });
    return asked;
  }

  it('V9 moves a task that is dragged, and puts it back', async () => {
    const { page } = workbench();
    await dropped('Release notes', 'Reference documentation');
    await page.keyboard.press('Enter');
    await page.getByText('Moved “Release notes”.').first().waitFor();
    const parentNow = async () => (await program.read('task.get', { id: ids['release'] ?? '' }))?.parentId;
    assert.equal(await parentNow(), ids['reference']);
    const notice = await noticeWith(workbench(), /Moved “Release notes”/);
    await notice.hover();
    await notice.getByRole('button', { name: 'Undo' }).click();
    await until('it is back', async () => (await parentNow()) === null);
    await rowOf(workbench(), 'Release notes').waitFor();
    await until('it is the last again', async () => (await shown(workbench())).at(-1) === 'Release notes');
  });

  it('V9 refuses a drop that would let a task wait for itself, with the reason', async () => {
    await (await dropped('Check the links', 'Draft')).click();
    await noticeWith(workbench(), /wait/);
    assert.equal((await program.read('task.get', { id: ids['links'] ?? '' }))?.parentId, ids['reference']);
    await workbench().runCommand('Notifications: Clear All Notifications');
  });

  it('V8 follows what another window does, and what it does is followed there', async () => {
    const second = await workbench().openSecondWindow();
    await second.openContainer('Task Orchestrator');
    await program.execute('task.create', { title: 'Seen by both' }, agent);
    for (const window of [workbench(), second]) await rowOf(window, 'Seen by both').waitFor();
    await second.page.close();
  });

  it('V8 goes to any task, also one on a later page, and whatever hides it', async () => {
    const steps = Array.from({ length: 1_150 }, (_, n) => ({ key: `k${n}`, title: `Entry ${n + 1}` }));
    await program.execute('task.plan', { goal: 'Read a long ledger', steps }, agent);
    const ledger = rowOf(workbench(), 'Read a long ledger');
    await ledger.waitFor();
    // Room for what is about to open: rows out of sight are not drawn.
    const documentation = rowOf(workbench(), 'Documentation').locator('.monaco-tl-twistie');
    await documentation.click();
    const start = performance.now();
    await ledger.locator('.monaco-tl-twistie').click();
    await rowOf(workbench(), 'Entry 1,').waitFor();
    console.log(`      the first of 1,150 rows seen after ${(performance.now() - start).toFixed(0)} ms`);
    await ledger.locator('.monaco-tl-twistie').click();
    await documentation.click();
    await workbench().runCommand('Task Orchestrator: Reveal in Tasks View');
    await workbench().page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    await workbench().page.locator('.quick-input-widget input[type="text"]').fill('Entry 1105');
    await workbench().page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'Entry 1105' }).click();
    await rowOf(workbench(), 'Entry 1105').waitFor();
    assert.match((await rowOf(workbench(), 'Entry 1105').getAttribute('aria-label')) ?? '', /Ready/);
  });

  it('V11 says in the status bar what needs a person, and lists it', async () => {
    const { page } = workbench();
    const item = page.locator('.statusbar-item[aria-label*="tasks need you"]');
    await item.waitFor();
    await item.click();
    await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'Write the parser' }).waitFor();
    await page.keyboard.press('Escape');
  });

  it('V14 explains itself in a walkthrough', async () => {
    await workbench().runCommand('Task Orchestrator: Open Walkthrough');
    await workbench().page.getByText('Resume after a crash').first().waitFor();
    const { page } = workbench();
    const step = (id: string) => page.locator(`[role="checkbox"][data-done-step-id$="#${id}"]`).first();
    await until('there are tasks', async () => (await step('plan').getAttribute('aria-checked')) === 'true');
    await workbench().runCommand('View: Close All Editors');
    // As VS Code offers it in its Help menu.
    await workbench().runCommand('Welcome: Open Walkthrough...');
    await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'Get Started with Task Orch' }).click();
    await until('there are tasks', async () => (await step('plan').getAttribute('aria-checked')) === 'true');
    // Nobody has verified anything in this window.
    assert.equal(await step('verify').getAttribute('aria-checked'), 'false');
    await workbench().runCommand('View: Close All Editors');
  });
});
