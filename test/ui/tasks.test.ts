import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { useWorkbench } from './harness/suite';
import { newTask, taskRow as row } from './harness/tasks';
import { until } from './harness/until';

describe('the Task Orchestrator container', () => {
  const workbench = useWorkbench();

  it('opens from its icon in the activity bar, has the views Needs You and Tasks, and says that both are empty', async () => {
    await workbench().openContainer('Task Orchestrator');
    for (const title of ['Needs You', 'Tasks']) await workbench().viewHeader(title).waitFor();
    for (const text of ['Nothing needs you.', 'No tasks yet.']) await workbench().sideBarText(text).waitFor();
  });

  it('is back after the extension host was killed', async () => {
    const before = workbench().extensionHostPids();
    await workbench().killExtensionHost();
    assert.notDeepEqual(workbench().extensionHostPids(), before);
    await workbench().sideBarText('No tasks yet.').waitFor();
  });

  it('S1 shows a task that is asked for by name in the palette', async () => {
    await newTask(workbench(), 'Write the parser');
    await row(workbench(), 'Write the parser').waitFor();
  });

  it('S1 takes no task without a title, and says why', async () => {
    await workbench().runCommand('Task Orchestrator: New Task…');
    await workbench().page.getByPlaceholder('Write the parser').fill('   ');
    await workbench().page.keyboard.press('Enter');
    await workbench().page.getByText('A task needs a title.').waitFor();
    await workbench().page.keyboard.press('Escape');
  });

  it('S1 has it again after the extension host was killed', async () => {
    await workbench().killExtensionHost();
    await workbench().reload();
    await workbench().openContainer('Task Orchestrator');
    await row(workbench(), 'Write the parser').waitFor();
  });

  it('S1 shows it at once in a second window on the same folder, and the other way round', async () => {
    const second = await workbench().openSecondWindow();
    await second.openContainer('Task Orchestrator');
    await row(second, 'Write the parser').waitFor();
    await until('each window has an extension host', () => workbench().extensionHostPids().length === 2);
    await newTask(workbench(), 'Write the printer');
    await row(second, 'Write the printer').waitFor();
    await newTask(second, 'Write the docs');
    await row(workbench(), 'Write the docs').waitFor();
    await second.page.close();
  });

  it('S1 has it in state.db itself after Publish Store Now', async () => {
    await workbench().runCommand('Task Orchestrator: Publish Store Now');
    await workbench().page.getByText('now holds everything').waitFor();
    const published = readFileSync(join(workbench().workspace, '.task_orchestrator', 'state.db'));
    for (const title of ['Write the parser', 'Write the printer', 'Write the docs']) {
      assert.ok(published.includes(title), title);
    }
  });
});
