import { strict as assert } from 'node:assert';
import type { EngineClient } from '../../src/engine/client';
import { barriers } from './harness/axe';
import { frameOf, panelOf } from './harness/panel';
import { take, tell } from './harness/story';
import { useWorkbench } from './harness/suite';
import { until } from './harness/until';

const agent = { actor: 'agent:claude/ui' };

describe('Y18 the panel that shows what one looks at', function () {
  this.timeout(120_000);
  const workbench = useWorkbench();
  let program: EngineClient;
  let ids: Record<string, string>;

  const panel = () => panelOf(workbench());
  const heading = (title: string) => panel().getByRole('heading', { level: 1, name: title });
  const row = (name: string) =>
    workbench().page.locator(
      `.pane:has(.pane-header[aria-label^="Tasks"]) [role="treeitem"][aria-label^="${name}"] .label-name`,
    );
  const tabs = () => workbench().page.locator('.tabs-container .tab').allTextContents();
  const hasTree = () =>
    workbench().page.locator('.pane:has(.pane-header[aria-label^="Tasks"]) .monaco-list:focus').count();
  /** What has the keyboard in the page, by what it says. */
  const focused = async () =>
    (await frameOf(workbench())).evaluate<string>(
      '`${document.activeElement?.tagName} ${document.activeElement?.textContent.trim()}`',
    );

  before(async () => {
    await workbench().openContainer('Task Orchestrator');
    program = workbench().openProgram();
    const steps = ['Lexer', 'Parser', 'Printer'].map((title) => ({ key: title, title }));
    const made = await program.execute('task.plan', { goal: 'Compiler', stream: 'Tools', steps }, agent);
    ids = made.steps;
    await row('Compiler').waitFor();
    if ((await row('Lexer').count()) === 0) {
      await row('Compiler').click();
      await workbench().page.keyboard.press('ArrowRight');
    }
    await row('Lexer').waitFor();
    await workbench().runCommand('View: Close All Editors');
  });

  it('is one for all that are clicked once, and leaves the keyboard in the tree', async () => {
    for (const title of ['Lexer', 'Parser', 'Printer']) {
      await row(title).click();
      await heading(title).waitFor();
      assert.equal((await tabs()).length, 1, title);
      assert.equal(await hasTree(), 1, title);
    }
    await workbench().page.keyboard.press('ArrowUp');
    await workbench().page.keyboard.press('Space');
    await heading('Parser').waitFor();
    assert.equal((await tabs()).length, 1);
    assert.equal(await hasTree(), 1);
  });

  it('becomes the task’s own with Enter, with a double click, and when somebody writes in it', async () => {
    await workbench().page.keyboard.press('Enter');
    await until('the page has the keyboard', async () => (await hasTree()) === 0);
    await row('Lexer').click();
    await heading('Lexer').waitFor();
    assert.equal((await tabs()).length, 2);
    await row('Lexer').dblclick();
    await until('the page has the keyboard', async () => (await hasTree()) === 0);
    await row('Printer').click();
    await heading('Printer').waitFor();
    assert.equal((await tabs()).length, 3);
    await panel().getByRole('button', { name: 'Save Checkpoint…' }).click();
    await panel().getByRole('textbox', { name: 'Name of the checkpoint' }).fill('half');
    await row('Compiler').click();
    await heading('Compiler').waitFor();
    assert.equal((await tabs()).length, 4);
    await workbench().runCommand('View: Close All Editors');
  });

  it('Y17 gives the keyboard back to what opened a form, and never to nothing', async () => {
    const { page } = workbench();
    const task = ids['Parser'] ?? '';
    await program.execute('task.edit', { task, stages: ['plan', 'plan_approval'] }, agent);
    const claim = await take(program, task);
    await tell(program, task, claim, { plan: 'One function a rule.' });
    // A click on a row that is just being drawn anew is lost.
    await row('Parser, Plan needs you').waitFor();
    await until('its panel has the keyboard', async () => {
      await row('Parser').dblclick();
      return panel()
        .getByText('Version 1 of the plan waits for you.')
        .waitFor({ timeout: 5_000 })
        .then(
          () => true,
          () => false,
        );
    });
    await panel().getByText('Version 1 of the plan waits for you.').waitFor();
    await panel().getByRole('button', { name: 'Reject…' }).click();
    await panel().getByRole('textbox', { name: 'Why?' }).waitFor();
    await page.keyboard.press('Escape');
    await until('Reject has the keyboard', async () => (await focused()) === 'BUTTON Reject…');
    await panel().getByRole('button', { name: 'Save Checkpoint…' }).click();
    await panel().getByRole('textbox', { name: 'Name of the checkpoint' }).waitFor();
    await page.keyboard.press('Escape');
    await until('its button has the keyboard', async () => (await focused()) === 'BUTTON Save Checkpoint…');
    await panel().getByRole('button', { name: 'Reject…' }).click();
    await panel().getByRole('textbox', { name: 'Why?' }).waitFor();
    await page.keyboard.type('Say what happens to errors.');
    await page.keyboard.press('Control+Enter');
    await until('the title has the keyboard', async () => (await focused()) === 'H1 Parser');
    // Y21
    await panel()
      .getByRole('heading', { name: /Version 1 of the plan was rejected by/ })
      .waitFor();
    await panel().getByText('Say what happens to errors.').first().waitFor();
    await workbench().runCommand('View: Close All Editors');
  });

  it('Y14 says which checks wait, exactly, and leads to the dialog that alone approves them', async () => {
    const { page } = workbench();
    const { task } = await program.execute('task.create', { title: 'Format' }, agent);
    await row('Format').click();
    await panel().getByRole('tab', { name: 'Files' }).click();
    await panel().getByText('this task counts as done when someone says so').waitFor();
    assert.deepEqual(await barriers(await frameOf(workbench())), []);
    await panel().getByRole('button', { name: 'Edit Expected Files…' }).click();
    const input = page.locator('.quick-input-widget input[type="text"]');
    await input.fill('README.md');
    await input.press('Enter');
    await panel().getByText('README.md').waitFor();
    await program.execute('task.edit', { task, checks: ['test -e README.md'] }, agent);
    await panel().getByText('Not approved by a person, so it is not run').waitFor();
    await take(program, task);
    await panel().getByRole('heading', { name: 'A check waits for your approval.' }).waitFor();
    assert.deepEqual(await barriers(await frameOf(workbench())), []);
    await panel().locator('.needs').getByRole('button', { name: 'Approve Checks…' }).click();
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.getByText('test -e README.md').waitFor();
    assert.deepEqual((await program.read('task.evidence', { task })).checks[0]?.approved, null);
    await dialog.getByRole('button', { name: 'Approve', exact: true }).click();
    await panel()
      .getByText(/May be run, approved by/)
      .waitFor();
    await panel().getByText('A check waits for your approval.').waitFor({ state: 'detached' });
    await workbench().runCommand('View: Close All Editors');
  });

  it('Y22 shows the list at once where the picture of a tangle takes its time', async () => {
    const count = 150;
    const steps = Array.from({ length: count }, (_, at) => ({
      key: `s${at}`,
      title: `Knot ${at}`,
      after: [1, 2, 3].map((by) => at - by * by * 3).flatMap((on) => (on >= 0 ? [`s${on}`] : [])),
    }));
    await program.execute('task.plan', { goal: 'Tangle', steps }, agent);
    await row('Tangle').click();
    await heading('Tangle').waitFor();
    await panel().getByRole('tab', { name: 'Graph' }).click();
    await panel().getByText('The picture is being drawn; here is the list.').waitFor();
    // The page answers meanwhile: another tab, and back.
    await panel().getByRole('tab', { name: 'Overview' }).click();
    await panel().getByRole('tab', { name: 'Overview', selected: true }).waitFor();
    await panel().getByRole('tab', { name: 'Graph' }).click();
    await panel().locator('.node').first().waitFor();
    assert.equal(await panel().locator('.node').count(), count + 1);
    await workbench().runCommand('View: Close All Editors');
  });

  it('Y11 opens a graph of very many steps where there is something to see, and shows the whole of it', async () => {
    const { page } = workbench();
    const count = 150;
    const steps = Array.from({ length: count }, (_, at) => ({
      key: `s${at}`,
      title: `Module ${at}`,
      after: at % 10 === 0 ? [] : [`s${at - 1}`],
    }));
    const made = await program.execute('task.plan', { goal: 'Migration', steps }, agent);
    const one = made.steps['s74'] ?? '';
    await row('Migration').click();
    await heading('Migration').waitFor();
    await panel().getByRole('tab', { name: 'Graph' }).click();
    await panel().locator('.node').first().waitFor();
    const frame = await frameOf(workbench());
    const inSight = (): Promise<number> =>
      frame.evaluate<number>(`(() => {
        const frame = document.querySelector('.frame').getBoundingClientRect();
        return [...document.querySelectorAll('.node')].filter((node) => {
          const { left, right, top, bottom } = node.getBoundingClientRect();
          return left >= frame.left && right <= frame.right && top >= frame.top && bottom <= frame.bottom;
        }).length;
      })()`);
    assert.ok((await inSight()) > 5, `${await inSight()} tasks are in sight`);
    await panel().getByRole('button', { name: 'Fit' }).click();
    await until('all are in sight', async () => (await inSight()) === count + 1);
    assert.deepEqual(await barriers(frame), []);
    const scale = () => frame.evaluate<string>("document.querySelector('.scaled').style.transform");
    const box = await panel().locator(`.node[data-id="${one}"]`).boundingBox();
    if (!box) throw new Error('The step is not there.');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    const before = await scale();
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -500);
    await page.keyboard.up('Control');
    await until('it is larger', async () => (await scale()) !== before);
    const under = await panel().locator(`.node[data-id="${one}"]`).boundingBox();
    assert.ok(under && under.x <= x && under.x + under.width >= x && under.y <= y && under.y + under.height >= y);
    assert.ok((await inSight()) < count);
    const scrolled = () => frame.evaluate<number>("document.querySelector('.frame').scrollTop");
    const [from] = [await scrolled()];
    await page.mouse.down();
    await page.mouse.move(x + 60, y + 80, { steps: 4 });
    await page.mouse.up();
    assert.ok((await scrolled()) < from, 'it was dragged');
    await heading('Migration').waitFor();
    await panel().getByRole('button', { name: 'As a List' }).click();
    await panel()
      .getByRole('listitem')
      .filter({ hasText: /^Module 5 ?part of Migration · waits for Module 4$/ })
      .waitFor();
    await panel().getByRole('button', { name: 'As a Picture' }).click();
    await workbench().runCommand('View: Close All Editors');
  });

  it('Y23 finds among many: what they belong to, how many there are, more of them, and Enter waits for the list', async () => {
    const { page } = workbench();
    const steps = Array.from({ length: 60 }, (_, at) => ({ title: `Letter ${at + 1}` }));
    await program.execute('task.plan', { goal: 'Post', stream: 'Office', steps }, agent);
    await workbench().runCommand('Task Orchestrator: Find Task…');
    const input = page.locator('.quick-input-widget input[type="text"]');
    const listed = page.locator('.quick-input-list .monaco-list-row');
    await listed.first().waitFor();
    await input.fill('Letter');
    await page.locator('.quick-input-title').getByText('first 50 of 60').waitFor();
    await listed.filter({ hasText: 'Post · Office' }).first().waitFor();
    await input.press('End');
    await page.keyboard.press('ArrowUp');
    await listed.filter({ hasText: 'Show More' }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-title').getByText('first 50 of 60').waitFor({ state: 'detached' });
    await input.fill('Letterhead');
    await listed.filter({ hasText: 'No task matches “Letterhead”' }).waitFor();
    await input.fill(ids['Lexer'] ?? '');
    await listed.filter({ hasText: 'Lexer' }).waitFor();
    await input.fill('Printer');
    // At once, before the list can have followed.
    await page.keyboard.press('Enter');
    await heading('Printer').waitFor();
    await workbench().runCommand('View: Close All Editors');
  });

  it('Y1 says soon that nobody answers when its extension host was killed, and is live again when it is opened', async () => {
    const { page } = workbench();
    const lost = panel().getByRole('alert').filter({ hasText: 'This panel is not connected' });
    for (const title of ['Parser', 'Lexer']) {
      await row(title).dblclick();
      await heading(title).waitFor();
    }
    await page.locator('.tabs-container .tab').filter({ hasText: 'Parser' }).click();
    await heading('Parser').waitFor();
    await panel().getByRole('button', { name: 'Save Checkpoint…' }).click();
    await panel().getByRole('textbox', { name: 'Name of the checkpoint' }).fill('Begun before the end');
    await page.locator('.tabs-container .tab').filter({ hasText: 'Lexer' }).click();
    await heading('Lexer').waitFor();
    const frame = await frameOf(workbench());
    await frame.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
    await workbench().killExtensionHost();
    await panel().getByRole('button', { name: 'Copy Id' }).click();
    await lost.waitFor({ timeout: 10_000 });
    const isInSight = `(({ top, bottom }) => top >= 0 && bottom <= innerHeight)(
      document.querySelector('[role=alert]').getBoundingClientRect())`;
    assert.ok(await frame.evaluate<boolean>(isInSight));
    assert.deepEqual(await barriers(frame), []);
    // One that was hidden meanwhile is drawn anew, and nobody fills it.
    await page.locator('.tabs-container .tab').filter({ hasText: 'Parser' }).click();
    await lost.waitFor();
    await panel().getByText('Begun before the end').waitFor();
    await workbench().runCommand('View: Close Editor');
    await workbench().openContainer('Task Orchestrator');
    await row('Lexer').waitFor();
    await row('Lexer').dblclick();
    await until('a panel that is connected has taken its place', async () => (await tabs()).length === 1);
    await heading('Lexer').waitFor();
    await lost.waitFor({ state: 'detached' });
    await program.execute('task.edit', { task: ids['Lexer'] ?? '', title: 'Lexer, again' }, agent);
    await heading('Lexer, again').waitFor();
  });
});
