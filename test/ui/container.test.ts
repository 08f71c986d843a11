import { strict as assert } from 'node:assert';
import { useWorkbench } from './harness/suite';
import { looks } from './harness/looks';
import { until } from './harness/until';

describe('the Task Orchestrator container', () => {
  const workbench = useWorkbench();

  it('opens from its icon in the activity bar and has the views Needs You and Tasks', async () => {
    await workbench().openContainer('Task Orchestrator');
    for (const title of ['Needs You', 'Tasks']) await workbench().viewHeader(title).waitFor();
  });

  for (const theme of looks) {
    it(`can be looked at in ${theme}`, async () => {
      await workbench().useTheme(theme);
      await workbench().openContainer('Task Orchestrator');
      for (const text of ['Nothing needs you.', 'No tasks yet.']) await workbench().sideBarText(text).waitFor();
      await workbench().screenshot(`container-${theme}`);
    });
  }

  it('is back after the extension host was killed', async () => {
    const before = workbench().extensionHostPids();
    await workbench().killExtensionHost();
    assert.notDeepEqual(workbench().extensionHostPids(), before);
    await workbench().viewHeader('Tasks').waitFor();
  });

  it('is there in a second window with an extension host of its own', async () => {
    const second = await workbench().openSecondWindow();
    await second.openContainer('Task Orchestrator');
    await second.viewHeader('Tasks').waitFor();
    await until('each window has an extension host', () => workbench().extensionHostPids().length === 2);
  });
});
