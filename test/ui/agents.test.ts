import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { useWorkbench } from './harness/suite';
import { taskRow } from './harness/tasks';

describe('M12 a person is asked before an agent changes something', () => {
  const workbench = useWorkbench({ otherExtensions: [join(process.cwd(), 'test', 'fixtures', 'calling-agent')] });
  const dialog = (text: string): Locator => workbench().page.getByRole('dialog').filter({ hasText: text });
  const goal = 'Parse the **log** of [each](command:month) night';

  async function answer(question: string, button: string): Promise<void> {
    const asked = dialog(question);
    await asked.getByRole('button', { name: button }).click();
    await asked.waitFor({ state: 'detached' });
  }

  before(() => workbench().openContainer('Task Orchestrator'));

  it('sees what it is about as plain text, and nothing is written when the answer is no', async () => {
    await workbench().runCommand('Calling Agent: Plan');
    const asked = dialog('Let the agent plan tasks?');
    await asked.waitFor();
    const text = (await asked.textContent()) ?? '';
    assert.ok(text.includes(`“${goal}”, with 2 steps:`) && text.includes('• Write the lexer'), text);
    assert.equal(await asked.getByRole('link').count(), 0);
    await answer('Let the agent plan tasks?', 'Cancel');
    await workbench()
      .page.getByText(/agent was turned down/)
      .first()
      .waitFor();
    await workbench().sideBarText('No tasks yet.').waitFor();
  });

  it('sees at once what was allowed, and each of the next steps is a question of its own', async () => {
    await workbench().runCommand('Calling Agent: Plan');
    await answer('Let the agent plan tasks?', 'Yes');
    await taskRow(workbench(), goal).waitFor();
    await workbench().runCommand('Calling Agent: Claim and Finish');
    await answer('Let the agent take a task?', 'Yes');
    const asked = dialog('Let the agent finish a task?');
    await asked.waitFor();
    assert.match((await asked.textContent()) ?? '', /Write the lexer \(task_[0-9a-f]+\): done\s*It lexes\./);
    await answer('Let the agent finish a task?', 'Yes');
    await workbench()
      .page.getByText(/agent was answered .*completed/)
      .first()
      .waitFor();
  });
});
