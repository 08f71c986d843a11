import { strict as assert } from 'node:assert';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import type { EngineClient } from '../../src/engine/client';
import { frameOf, panelOf } from './harness/panel';
import { take, tell } from './harness/story';
import { useWorkbench } from './harness/suite';
import { until } from './harness/until';

const agent = { actor: 'agent:claude/ui' };
const root = process.cwd();

describe('A9 the keyboard', () => {
  const workbench = useWorkbench({ otherExtensions: [join(root, 'test', 'fixtures', 'forging-extension')] });
  let program: EngineClient;
  let ids: Record<string, string>;

  const press = (...keys: readonly string[]) =>
    keys.reduce((before, key) => before.then(() => workbench().page.keyboard.press(key)), Promise.resolve());
  const rows = (): Locator =>
    workbench().page.locator('.pane:has(.pane-header[aria-label^="Tasks"]) [role="treeitem"]');
  const names = () => rows().locator('.label-name').allTextContents();
  /** The row that the keyboard is on. */
  const focused = (name: string): Locator =>
    workbench().page.locator(`.monaco-list:focus [role="treeitem"].focused[aria-label^="${name}"]`);
  const input = (): Locator => workbench().page.locator('.quick-input-widget input[type="text"]');
  const listed = (text: string): Locator =>
    workbench().page.locator('.quick-input-list .monaco-list-row').filter({ hasText: text });
  const dialog = (): Locator => workbench().page.locator('.monaco-dialog-box');
  const panel = () => panelOf(workbench());
  const taskOf = (id: string) => program.read('task.get', { id });

  /** As a person goes there who has no mouse: to the view by its command, then down. */
  async function goTo(name: string): Promise<void> {
    const list = workbench().page.locator('.pane:has(.pane-header[aria-label^="Tasks"]) .monaco-list:focus');
    await until('the rows have the keyboard', async () => {
      await workbench().runCommand('Focus on Tasks View');
      // The palette gives it back when it closes, which may be after the command has taken it.
      return list.waitFor({ timeout: 2_000 }).then(
        () => true,
        () => false,
      );
    });
    await press('Home');
    await until(`the keyboard is on ${name}`, async () => {
      if ((await focused(name).count()) > 0) return true;
      await press('ArrowDown');
      return false;
    });
  }

  async function planned(goal: string): Promise<string> {
    return (await program.execute('task.plan', { goal, approval: 'plan', steps: [{ title: `${goal}, done` }] }, agent))
      .task;
  }

  before(async () => {
    await workbench().openContainer('Task Orchestrator');
    program = workbench().openProgram();
    const steps = ['Lexer', 'Parser', 'Printer'].map((title) => ({ key: title, title }));
    const made = await program.execute('task.plan', { goal: 'Compiler', steps }, agent);
    ids = { ...made.steps, goal: made.task };
    await workbench().page.getByRole('treeitem', { name: 'Compiler' }).waitFor();
  });

  it('opens and closes a row with Space, and its task with Enter', async () => {
    await goTo('Compiler');
    await press('Space');
    await rows().filter({ hasText: 'Lexer' }).waitFor();
    await press('ArrowDown', 'Enter');
    await panel().getByRole('heading', { level: 1, name: 'Lexer' }).waitFor();
    await workbench().runCommand('View: Close All Editors');
  });

  it('F2 renames the row that the keyboard is on, whichever is selected', async () => {
    await goTo('Lexer');
    await press('ArrowDown', 'F2');
    await until('the title is asked for', async () => (await input().inputValue()) === 'Parser');
    await workbench().page.keyboard.type('Grammar');
    await press('Enter');
    await until('it is renamed', async () => (await taskOf(ids['Parser'] ?? ''))?.title === 'Grammar');
    await rows().filter({ hasText: 'Grammar' }).waitFor();
  });

  it('Alt+Up and Alt+Down move it, and it stays the one that the keyboard is on', async () => {
    await goTo('Grammar');
    await press('Alt+ArrowUp');
    const order = async () => (await names()).filter((name) => ['Lexer', 'Grammar', 'Printer'].includes(name)).join();
    await until('it has moved up', async () => (await order()) === 'Grammar,Lexer,Printer');
    await focused('Grammar').waitFor();
    await press('Alt+ArrowDown');
    await until('it is back', async () => (await order()) === 'Lexer,Grammar,Printer');
    await press('Alt+ArrowDown');
    await until('it has moved down', async () => (await order()) === 'Lexer,Printer,Grammar');
  });

  it('Delete asks, and Undo brings back', async () => {
    await goTo('Printer');
    await press('Delete');
    await dialog().getByText('Delete “Printer”?').waitFor();
    await press('Escape');
    await dialog().waitFor({ state: 'detached' });
    assert.ok(await taskOf(ids['Printer'] ?? ''));
    await goTo('Printer');
    await press('Delete');
    await dialog().getByText('Delete “Printer”?').waitFor();
    // The first button, which Enter presses, deletes.
    await press('Enter');
    await until('it is deleted', async () => (await taskOf(ids['Printer'] ?? '')) === null);
    await workbench().runCommand('Notifications: Show Notifications');
    const notice = workbench().page.locator('.notifications-center .notification-list-item');
    await notice.filter({ hasText: 'Deleted “Printer”' }).hover();
    await notice.getByRole('button', { name: 'Undo' }).click();
    await until('it is back', async () => (await taskOf(ids['Printer'] ?? '')) !== null);
  });

  it('V8 goes on beside what is deleted: the next, else the one before, else the one above', async () => {
    const steps = [1, 2, 3].map((n) => ({ title: `Chapter ${n}` }));
    await program.execute('task.plan', { goal: 'Old drafts', steps }, agent);
    await goTo('Old drafts');
    await press('Space');
    await goTo('Chapter 2');
    for (const [going, next] of [
      ['Chapter 2', 'Chapter 3'],
      ['Chapter 3', 'Chapter 1'],
      ['Chapter 1', 'Old drafts'],
      ['Old drafts', 'Compiler'],
    ] as const) {
      await press('Delete');
      await dialog().getByText(`Delete “${going}”?`).waitFor();
      await press('Enter');
      await rows()
        .filter({ hasText: new RegExp(`^${going}`) })
        .waitFor({ state: 'detached' });
      await focused(next).waitFor();
    }
    await press('Delete');
    await dialog().getByText('Delete “Compiler”?').waitFor();
    await press('Escape');
    await workbench().runCommand('Notifications: Clear All Notifications');
  });

  it('Ctrl+F filters, and keys that are typed into a field are no commands', async () => {
    await goTo('Compiler');
    await press('Control+f');
    await workbench().page.getByText('Tick what to show').first().waitFor();
    await press('Delete', 'F2', 'Escape');
    await goTo('Compiler');
    await press('Control+Alt+f');
    const search = workbench().page.locator('.sidebar .monaco-tree-type-filter input');
    await search.waitFor();
    await workbench().page.keyboard.type('Lex');
    await press('Delete', 'F2');
    assert.equal(await dialog().count(), 0);
    assert.ok(!(await input().isVisible()));
    await press('Escape');
  });

  it('Ctrl+K G resumes', async () => {
    await program.execute('task.claim', { task: ids['Lexer'] ?? '', ttl_ms: 1_000 }, agent);
    await until('it is interrupted', async () => (await taskOf(ids['Lexer'] ?? ''))?.offer === 'interrupted');
    await press('Control+k', 'g');
    await listed('Lexer').waitFor();
    await press('Enter');
    await listed('I do').waitFor();
    await press('Escape');
  });

  it('Y6 leads through a whole approval: there, reading, a reason, the next version, a verdict, and on', async () => {
    const task = await planned('Store design');
    const { page } = workbench();
    await workbench().sideBarText('Approvals').waitFor();
    await press('Control+k', 'n');
    await until('the keyboard is on the approval', async () => {
      if ((await focused('Store design').count()) > 0) return true;
      await press('ArrowDown');
      return false;
    });
    await press('Enter');
    await panel().getByText('Version 1 of the plan waits for you.').waitFor();
    await panel().getByText('Store design, done').first().waitFor();
    const has = async (name: string) =>
      (await frameOf(workbench())).evaluate<boolean>(
        `(document.activeElement?.textContent ?? '').trim() === ${JSON.stringify(name)}`,
      );
    const tabTo = (name: string) =>
      until(`Tab leads to ${name}`, async () => {
        if (await has(name)) return true;
        await press('Tab');
        return false;
      });
    await tabTo('Reject…');
    await press('Enter');
    await panel().getByRole('textbox', { name: 'Why?' }).waitFor();
    await page.keyboard.type('Say how it is stored');
    await press('Control+Enter');
    await until('it is rejected', async () => (await taskOf(task))?.stateReason === 'Say how it is stored');
    await until('the keyboard is on the title', () => has('Store design'));

    const claim = await take(program, task);
    const plan = (text: string) => tell(program, task, claim, { plan: text });
    await plan('One file');
    await panel().getByText('Version 2 of the plan waits for you.').waitFor();
    await tabTo('Approve');
    // The agent is quicker: what was about to be approved is not what stands there now.
    await plan('One file, and a log');
    await panel().getByText('Version 3 has come while you were looking').waitFor();
    await until('the keyboard is on what is left to do', () => has('Decide on Version 3'));
    assert.equal((await taskOf(task))?.state, 'plan_awaiting_approval');
    await panel().locator('.diff .added').filter({ hasText: 'One file, and a log' }).waitFor();
    await press('Enter');
    await tabTo('Approve');
    await press('Enter');
    await until('it is approved', async () => (await taskOf(task))?.state === 'plan_approved');
    const { approvals } = await program.read('task.plans', { task });
    assert.deepEqual([approvals[0]?.verdict, approvals[0]?.version], ['approved', 3]);
    await until('the keyboard is on the title', () => has('Store design'));
  });

  it('O4 another extension decides nothing, whatever it calls and accepts', async () => {
    const task = await planned('Forged');
    const claimed = await planned('Also waiting');
    const about = async (id: string) => (await program.read('task.events', { task: id })).rows.length;
    const before = [await about(task), await about(claimed)];
    const count = (await program.read('task.search', {})).total;
    const file = join(workbench().workspace, 'forged.json');
    writeFileSync(join(workbench().workspace, 'forging.json'), JSON.stringify({ task }));
    await workbench().runCommand('View: Close All Editors');
    await workbench().runCommand('Forging: Try Everything');
    const tried = () => (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as string[]) : []);
    const asked = new Set<string>();
    await until('every way has been tried', async () => {
      const [box] = await dialog().elementHandles();
      if (!box) return tried().at(-1) === 'over';
      // The way that waits for this dialog; the next one begins when it is refused.
      asked.add(tried().at(-1) ?? '');
      // Whatever else has come up since, and has the keyboard.
      await dialog().getByRole('button', { name: 'Close Dialog' }).click();
      await box.waitForElementState('hidden');
      return false;
    });
    for (const way of [
      'with all that is needed',
      'with nothing',
      'with an empty object',
      'rejecting with a reason',
      'completing anyway',
      'deleting it',
    ])
      assert.ok(asked.has(way), `${way}: nobody was asked; asked were ${[...asked].join(', ')}`);
    assert.deepEqual([await about(task), await about(claimed)], before, 'nothing is recorded');
    assert.equal((await program.read('task.search', {})).total, count, 'nothing is deleted');
    for (const id of [task, claimed]) assert.equal((await taskOf(id))?.state, 'plan_awaiting_approval');
  });
});
