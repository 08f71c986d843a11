import { strict as assert } from 'node:assert';
import type { Locator } from 'playwright-core';
import type { EngineClient } from '../../src/engine/client';
import { barriers } from './harness/axe';
import { frameOf, panelOf } from './harness/panel';
import { firstPlan, secondPlan, take, tell, tellStory, thirdPlan, type Story } from './harness/story';
import { useWorkbench } from './harness/suite';
import { taskRow } from './harness/tasks';
import { type Theme, themes } from './harness/themes';
import { until } from './harness/until';

const TABS = ['Overview', 'Plan', 'Files', 'Timeline', 'Graph'] as const;

describe('Y1 the panel of a task', () => {
  let agent: EngineClient;
  // Before the workbench is closed, and its folder removed.
  const workbench = useWorkbench();
  let story: Story;
  let claim: string;

  before(async () => {
    await workbench().openContainer('Task Orchestrator');
    agent = workbench().openProgram();
    story = await tellStory(agent, workbench().workspace);
    claim = await take(agent, story.steps.parser);
    await tell(agent, story.steps.parser, claim, { note: 'Read the lexer first', plan: firstPlan });
  });

  const stateOf = async (task: string) => (await agent.read('task.get', { id: task }))?.state;
  const panel = () => panelOf(workbench());
  const heading = (title: string) => panel().getByRole('heading', { level: 1, name: title });
  const tabsNamed = (title: string) => workbench().page.locator('.tabs-container .tab').filter({ hasText: title });

  async function openByPalette(title: string): Promise<void> {
    const { page } = workbench();
    await workbench().runCommand('Task Orchestrator: Show Task');
    await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: title }).first().waitFor();
    // A page that has just given the keyboard away may take it back for a moment.
    const input = page.locator('.quick-input-widget input[type="text"]');
    await input.fill(title);
    await page.locator('.quick-input-list .monaco-list-row.focused').filter({ hasText: title }).waitFor();
    await input.press('Enter');
    await heading(title).waitFor();
  }

  it('opens from its row, and is there once', async () => {
    const row = taskRow(workbench(), 'Write the parser').first();
    await row.click();
    await heading('Write the parser').waitFor();
    await panel().getByText('Version 1 of the plan waits for you.').waitFor();
    await panel().getByText('A hand-written recursive descent parser').waitFor();
    await row.click();
    assert.equal(await tabsNamed('Write the parser').count(), 1);
  });

  it('says what could not be done in one piece, right beside its icon', async () => {
    await panel().locator('.details').getByRole('button', { name: 'src/parse.ts' }).first().click();
    const notice = panel().getByRole('alert').filter({ hasText: 'src/parse.ts is not a file of this folder now.' });
    await notice.waitFor();
    const [icon, said, close] = await Promise.all(
      [notice.locator('.codicon-warning'), notice.getByText('src/parse.ts'), notice.getByRole('button')].map((each) =>
        each.boundingBox(),
      ),
    );
    assert.ok(icon && said && close);
    assert.ok(said.x - icon.x < 32, `the text begins ${said.x - icon.x} pixels behind its icon`);
    assert.ok(close.x - (said.x + said.width) < 16, 'the text has all of the room that is left');
    await notice.getByRole('button', { name: 'Dismiss' }).click();
  });

  it('Y5 keeps a reason that was begun when the window is reloaded, and rejects with it', async () => {
    const { page } = workbench();
    const field = panel().getByRole('textbox', { name: 'Why?' });
    await panel().getByRole('button', { name: 'Reject…' }).click();
    await field.waitFor();
    const frame = await frameOf(workbench());
    await until('the keyboard is in the field', () =>
      frame.evaluate<boolean>("document.hasFocus() && document.activeElement?.matches('textarea, input') === true"),
    );
    await page.keyboard.press('Control+Enter');
    await panel().getByText('A reason is needed').waitFor();
    await page.keyboard.type('Collect the errors');
    await workbench().restart();
    await until('the reason is there again', async () => (await field.inputValue()) === 'Collect the errors');
    await field.press('End');
    await page.keyboard.type(', and **keep** comments');
    await page.keyboard.press('Control+Enter');
    await until('the plan is rejected', async () => (await stateOf(story.steps.parser)) === 'planning');
    const { task } = await agent.read('task.show', { task: story.steps.parser });
    assert.equal(task.stateReason, 'Collect the errors, and **keep** comments');
  });

  it('Y4 shows what changed in the plan since it was rejected', async () => {
    await tell(agent, story.steps.parser, claim, { plan: secondPlan });
    await panel().getByText('Version 2 of the plan waits for you.').waitFor();
    await panel().locator('.diff .added').filter({ hasText: 'with line and column' }).waitFor();
    await panel().locator('.diff .removed').filter({ hasText: 'stop at the first one' }).waitFor();
    const emphasized = panel().locator('.needs .said', { hasText: 'Collect the errors, and keep comments' });
    await emphasized.locator('strong', { hasText: 'keep' }).waitFor();
    await panel().getByRole('tab', { name: 'Timeline' }).click();
    const rejected = panel().locator('.log li', { hasText: 'Plan rejected' });
    await rejected.getByText('Collect the errors, and keep comments').locator('strong').waitFor();
    await panel().getByRole('tab', { name: 'Overview' }).click();
  });

  it('Y3 O1 follows in a second window, where a person counts as one', async () => {
    const second = await workbench().openSecondWindow();
    await second.openContainer('Task Orchestrator');
    // It may bring back what the first one had open when it was written down last, with what was begun there.
    await second.runCommand('View: Close All Editors');
    await taskRow(second, 'Write the parser').first().click();
    await panelOf(second).getByText('Version 2 of the plan waits for you.').waitFor();
    await panelOf(second).getByRole('button', { name: 'Reject…' }).click();
    await panelOf(second).getByRole('textbox', { name: 'Why?' }).waitFor();
    await second.page.keyboard.type('Print less');
    await second.page.keyboard.press('Control+Enter');
    await until('the plan is rejected', async () => (await stateOf(story.steps.parser)) === 'planning');
    await tell(agent, story.steps.parser, claim, { plan: thirdPlan });
    for (const window of [workbench(), second])
      await panelOf(window).getByText('Version 3 of the plan waits for you.').waitFor();
    await second.page.close();
  });

  it('Y6 approves with the keyboard alone', async () => {
    const { page } = workbench();
    await workbench().runCommand('View: Close All Editors');
    await openByPalette('Write the parser');
    const approve = panel().getByRole('button', { name: 'Approve', exact: true });
    await approve.waitFor();
    const frame = await frameOf(workbench());
    await until('Tab leads to Approve', async () => {
      await page.keyboard.press('Tab');
      return frame.evaluate<boolean>("document.activeElement?.textContent.trim() === 'Approve'");
    });
    await page.keyboard.press('Enter');
    await until('the plan is approved', async () => (await stateOf(story.steps.parser)) === 'plan_approved');
    assert.equal((await agent.read('task.plans', { task: story.steps.parser })).approvals[0]?.version, 3);
    await panel().getByText('waits for you').waitFor({ state: 'detached' });
  });

  it('Y6 goes through its tabs and its graph with arrow keys', async () => {
    const { page } = workbench();
    await panel().getByRole('tab', { name: 'Overview' }).focus();
    for (const name of ['Plan', 'Files', 'Timeline', 'Graph']) {
      await page.keyboard.press('ArrowRight');
      await panel().getByRole('tab', { name, selected: true }).waitFor();
    }
    const focused = async () => (await frameOf(workbench())).evaluate<string>('document.activeElement?.title ?? ""');
    await panel().locator('.node[aria-current]').focus();
    await page.keyboard.press('ArrowLeft');
    assert.equal(await focused(), 'Write the lexer');
    await page.keyboard.press('ArrowLeft');
    assert.equal(await focused(), 'Outline the grammar');
    await page.keyboard.press('Enter');
    await heading('Outline the grammar').waitFor();
    assert.equal(await tabsNamed('Outline the grammar').count(), 1);
  });

  it('Y2 offers to resume what was interrupted, with what is done and what is next', async () => {
    const printer = await take(agent, story.steps.printer, 1_000);
    const files = [{ op: 'create', path: 'src/printer.ts' }];
    const said = {
      note: 'Statements are printed, expressions are not',
      checkpoint: { name: 'statements done' },
      files,
    };
    await tell(agent, story.steps.printer, printer, said);
    await openByPalette('Write the printer');
    await panel().getByText('after “statements done”').waitFor();
    await panel().getByText('Statements are printed, expressions are not').first().waitFor();
    await panel().getByRole('button', { name: 'Resume', exact: true }).click();
    await until(
      'it is claimed',
      async () => (await agent.read('task.get', { id: story.steps.printer }))?.claimed === true,
    );
    // Whoever goes on stays at its panel: the brief is for agents.
    await panel().getByRole('heading', { level: 1, name: 'Write the printer' }).waitFor();
    assert.equal(await workbench().page.locator('.editor-instance').getByText('# Write the printer').count(), 0);
  });

  it('Y12 ends what stands at the end of its lines where its tabs end', async () => {
    await openByPalette('Describe the format');
    const end = async (where: Locator) => {
      const box = await where.first().boundingBox();
      return box ? Math.round(box.x + box.width) : undefined;
    };
    const tabsEnd = await end(panel().locator('.tabs'));
    await panel().getByRole('tab', { name: 'Overview' }).click();
    assert.equal(await end(panel().getByRole('button', { name: 'Edit Description…' })), tabsEnd);
    await panel().getByRole('tab', { name: 'Timeline' }).click();
    // A line has a margin of its own, in which its background shows.
    assert.equal(await end(panel().locator('.log time')), tabsEnd);
    await panel().getByRole('tab', { name: 'Overview' }).click();
  });

  it('Y12 can be read in a narrow editor', async () => {
    await workbench().page.setViewportSize({ width: 720, height: 800 });
    await openByPalette('Write the parser');
    await panel().getByRole('tab', { name: 'Overview' }).click();
    const frame = await frameOf(workbench());
    assert.equal(await frame.evaluate<number>('document.documentElement.scrollWidth - innerWidth'), 0);
    await openByPalette('Ship the file format');
    await panel().getByRole('button', { name: 'More Actions' }).focus();
    const below = await frameOf(workbench());
    for (const name of ['Copy Id', 'Add Task Below…']) {
      await workbench().page.keyboard.press('Tab');
      const focused = 'document.activeElement.ariaLabel ?? document.activeElement.textContent.trim()';
      assert.equal(await below.evaluate<string>(focused), name);
    }
    await workbench().page.setViewportSize({ width: 1280, height: 800 });
  });

  for (const theme of Object.keys(themes) as Theme[]) {
    it(`Y7 has no barriers in any tab, in ${theme}`, async () => {
      await workbench().useTheme(theme);
      await workbench().openContainer('Task Orchestrator');
      await tell(agent, story.steps.parser, claim, { note: `Seen in ${theme}` });
      for (const title of ['Write the parser', 'Write the lexer']) {
        await openByPalette(title);
        for (const tab of TABS) {
          await panel().getByRole('tab', { name: tab }).click();
          if (tab === 'Graph') await panel().locator('.node').first().waitFor();
          assert.deepEqual(await barriers(await frameOf(workbench())), [], `${title}, ${tab}`);
        }
      }
    });
  }
});
