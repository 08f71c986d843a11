import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { useWorkbench } from './harness/suite';
import { newTask, taskRow as row } from './harness/tasks';

describe('S1 a task that a person makes', () => {
  const workbench = useWorkbench();

  it('is asked for by name in the palette, and shows in the tree', async () => {
    await workbench().openContainer('Task Orchestrator');
    await workbench().sideBarText('No tasks yet.').waitFor();
    await newTask(workbench(), 'Write the parser');
    await row(workbench(), 'Write the parser').waitFor();
  });

  it('is not taken without a title, and the reason is said', async () => {
    await workbench().runCommand('Task Orchestrator: New Task…');
    await workbench().page.getByPlaceholder('Write the parser').fill('   ');
    await workbench().page.keyboard.press('Enter');
    await workbench().page.getByText('A task needs a title.').waitFor();
    await workbench().page.keyboard.press('Escape');
  });

  it('is there again after the extension host was killed', async () => {
    await workbench().killExtensionHost();
    await workbench().reload();
    await workbench().openContainer('Task Orchestrator');
    await row(workbench(), 'Write the parser').waitFor();
  });

  it('shows at once in a second window on the same folder, and the other way round', async () => {
    const second = await workbench().openSecondWindow();
    await second.openContainer('Task Orchestrator');
    await row(second, 'Write the parser').waitFor();
    await newTask(workbench(), 'Write the printer');
    await row(second, 'Write the printer').waitFor();
    await newTask(second, 'Write the docs');
    await row(workbench(), 'Write the docs').waitFor();
    await second.page.close();
  });

  it('is in state.db itself after Publish Store Now', async () => {
    await workbench().runCommand('Task Orchestrator: Publish Store Now');
    await workbench().page.getByText('now holds everything').waitFor();
    const published = readFileSync(join(workbench().workspace, '.task_orchestrator', 'state.db'));
    for (const title of ['Write the parser', 'Write the printer', 'Write the docs']) {
      assert.ok(published.includes(title), title);
    }
    await workbench().screenshot('tasks');
  });
});
