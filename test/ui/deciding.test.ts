import { strict as assert } from 'node:assert';
import type { EngineClient } from '../../src/engine/client';
import { useWorkbench } from './harness/suite';
import { taskRow } from './harness/tasks';
import { until } from './harness/until';

const actor = 'agent:claude/ui';

describe('V4 a person decides, by keyboard', () => {
  const workbench = useWorkbench();
  let agent: EngineClient;

  before(async () => {
    await workbench().openContainer('Task Orchestrator');
    agent = workbench().openProgram();
  });

  async function planned(goal: string): Promise<string> {
    const steps = [{ title: `${goal}: first step` }, { title: `${goal}: second step` }];
    const { task } = await agent.execute('task.plan', { goal, approval: 'plan', steps }, { actor });
    return task;
  }

  const stateOf = async (task: string) => (await agent.read('task.get', { id: task }))?.state;

  it('approves a plan that is shown first', async () => {
    const task = await planned('Store design');
    await workbench().sideBarText('Approvals').waitFor();
    await workbench().runCommand('Task Orchestrator: Approve…');
    const { page } = workbench();
    await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'Store design' }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'Approve with a comment' }).waitFor();
    await page.locator('.editor-instance').getByText('Store design: second step').waitFor();
    await page.keyboard.press('Enter');
    // O4: who ran the command may have been a program; a dialog it cannot answer.
    await page.locator('.monaco-dialog-box').getByText('Approve version 1 of the plan of “Store design”?').waitFor();
    await page.keyboard.press('Enter');
    await until('the plan is approved', async () => (await stateOf(task)) !== 'plan_awaiting_approval');
    assert.equal(await stateOf(task), 'plan_approved');
    await workbench().sideBarText('Nothing needs you.').waitFor();
  });

  it('rejects a plan with a reason', async () => {
    const task = await planned('File format');
    await workbench().sideBarText('Approvals').waitFor();
    const { page } = workbench();
    await workbench().runCommand('View: Focus Active Editor Group');
    await workbench().runCommand('Task Orchestrator: Reject…');
    await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'File format' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByPlaceholder('Say what is to be done differently').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('A reason is needed').waitFor();
    await page.keyboard.type('Use YAML');
    await page.keyboard.press('Enter');
    await page.locator('.monaco-dialog-box').getByText('Use YAML').waitFor();
    await page.keyboard.press('Enter');
    await until('the plan is rejected', async () => (await stateOf(task)) === 'planning');
    assert.equal((await agent.read('task.show', { task })).task.stateReason, 'Use YAML');
    // Y17: the text that was opened for the verdict is closed, and with it what had the keyboard.
    await page.locator('.editor-instance').waitFor({ state: 'detached' });
    await until('something has the keyboard', () =>
      page.evaluate<boolean>('document.hasFocus() && document.activeElement !== document.body'),
    );
  });

  it('sees every state of a task in the tree, and what needs them', async () => {
    const plan = async (title: string) => (await agent.execute('task.create', { title }, { actor })).task;
    const take = async (task: string) => {
      const taken = await agent.execute('task.claim', { task }, { actor });
      assert.ok('claim' in taken);
      return taken.claim;
    };
    const [working, done, failed, blocked] = [
      await plan('Write the printer'),
      await plan('Write the lexer'),
      await plan('Measure the memory'),
      await plan('Ask the server'),
    ];
    await take(working);
    const finish = { summary: 'As far as it goes' };
    await agent.execute('task.finish', { task: done, claim: await take(done), result: 'done', ...finish }, { actor });
    await agent.execute(
      'task.finish',
      { task: failed, claim: await take(failed), result: 'failed', ...finish },
      { actor },
    );
    await agent.execute('task.block', { task: blocked, reason: 'No access' }, { actor });
    await taskRow(workbench(), 'Ask the server, Blocked: No access').first().waitFor();
    await taskRow(workbench(), 'Write the printer, Implementing…, agent claude').waitFor();
    await taskRow(workbench(), 'Measure the memory, Failed: As far as it goes').first().waitFor();
    await taskRow(workbench(), 'Write the lexer, Done').waitFor();
    await workbench().sideBarText('Blocked').first().waitFor();
  });

  it('V7 is told that a program asked for what only people do', async () => {
    const task = await planned('Network format');
    await assert.rejects(agent.execute('task.approve', { task }, { actor }), { code: 'person_only' });
    await workbench()
      .page.getByText(/agent claude asked to .*: “Network format”\. Only people do that/)
      .first()
      .waitFor();
    await workbench().sideBarText('Approvals').waitFor();
    await workbench().page.locator('.activitybar .badge-content').getByText('3', { exact: true }).waitFor();
  });

  it('V7 is told once of work that was interrupted before the window was opened', async () => {
    const { task } = await agent.execute('task.create', { title: 'Write the reader' }, { actor });
    await agent.execute('task.claim', { task, ttl_ms: 1_000 }, { actor });
    await until('the claim has run out', async () => {
      return (await agent.read('task.get', { id: task }))?.offer === 'interrupted';
    });
    const { page } = workbench();
    await workbench().reload();
    await workbench().openContainer('Task Orchestrator');
    await page.getByText('“Write the reader” was interrupted.').first().waitFor();
    // Right after a start VS Code keeps notifications for the bell.
    await workbench().runCommand('Notifications: Show Notifications');
    const notice = page
      .locator('.notifications-center .notification-list-item')
      .filter({ hasText: 'Write the reader' });
    await notice.hover();
    await notice.getByRole('button', { name: 'Resume…' }).click();
    await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'I do' }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.tab').filter({ hasText: 'Write the reader' }).waitFor();
    assert.equal((await agent.read('task.get', { id: task }))?.claimed, true);
  });
});
