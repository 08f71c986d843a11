import { strict as assert } from 'node:assert';
import type { EngineClient } from '../../src/engine/client';
import { openClient } from '../unit/engine/harness';
import { panelOf } from './harness/panel';
import { firstPlan, secondPlan, take, tell, tellStory, type Story } from './harness/story';
import { useWorkbench } from './harness/suite';
import { taskRow } from './harness/tasks';
import { until } from './harness/until';

describe('Y1 the panel of a task', () => {
  const workbench = useWorkbench();
  let agent: EngineClient;
  let story: Story;
  let claim: string;

  before(async () => {
    await workbench().openContainer('Task Orchestrator');
    agent = openClient({ folder: workbench().workspace, door: 'process' });
    story = await tellStory(agent);
    claim = await take(agent, story.steps.parser);
    await tell(agent, story.steps.parser, claim, { note: 'Read the lexer first', plan: firstPlan });
  });

  after(() => agent.close());

  const stateOf = async (task: string) => (await agent.read('task.get', { id: task }))?.state;
  const panel = () => panelOf(workbench());
  const tabsNamed = (title: string) => workbench().page.locator('.tabs-container .tab').filter({ hasText: title });

  it('opens from its row, and is there once', async () => {
    const row = taskRow(workbench(), 'Write the parser').first();
    await row.click();
    await panel().getByRole('heading', { level: 1, name: 'Write the parser' }).waitFor();
    await panel().getByText('Version 1 of the plan waits for you.').waitFor();
    await workbench().screenshot('panel-approval');
    await row.click();
    assert.equal(await tabsNamed('Write the parser').count(), 1);
  });

  it('Y5 keeps a reason that was begun over a reload, and rejects with it', async () => {
    await panel().getByRole('button', { name: 'Reject…' }).click();
    const field = panel().getByRole('textbox', { name: 'Why?' });
    await field.waitFor();
    await workbench().page.keyboard.type('Collect the errors');
    await workbench().reload();
    await until('the reason is there again', async () => (await field.inputValue()) === 'Collect the errors');
    await field.press('End');
    await workbench().page.keyboard.type(', and keep comments');
    await workbench().screenshot('panel-reject');
    await workbench().page.keyboard.press('Control+Enter');
    await until('the plan is rejected', async () => (await stateOf(story.steps.parser)) === 'planning');
    const { task } = await agent.read('task.show', { task: story.steps.parser });
    assert.equal(task.stateReason, 'Collect the errors, and keep comments');
  });

  it('Y4 shows what changed in the plan since it was rejected', async () => {
    await tell(agent, story.steps.parser, claim, { plan: secondPlan });
    await panel().getByText('Version 2 of the plan waits for you.').waitFor();
    await panel().locator('.diff .added').first().waitFor();
    await workbench().screenshot('panel-diff');
    await panel().getByRole('button', { name: 'Approve' }).click();
    await until('it is approved', async () => (await stateOf(story.steps.parser)) === 'plan_approved');
  });

  for (const tab of ['Overview', 'Plan', 'Files', 'Timeline', 'Graph']) {
    it(`looks ${tab}`, async () => {
      await panel().getByRole('tab', { name: tab }).click();
      await workbench().page.waitForTimeout(600);
      await workbench().screenshot(`panel-${tab}`);
    });
  }
});
