import { strict as assert } from 'node:assert';
import { useWorkbench } from './harness/suite';
import { type Theme, themes } from './harness/themes';

describe('the Task Orchestrator container', () => {
  const workbench = useWorkbench();

  it('opens from its icon in the activity bar and has the views Needs You and Tasks', async () => {
    await workbench().openContainer('Task Orchestrator');
    for (const title of ['Needs You', 'Tasks']) await workbench().viewHeader(title).waitFor();
  });

  for (const theme of Object.keys(themes) as Theme[]) {
    it(`can be looked at in ${theme}`, async () => {
      await workbench().useTheme(theme);
      await workbench().openContainer('Task Orchestrator');
      await workbench().viewHeader('Tasks').waitFor();
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
    assert.equal(workbench().extensionHostPids().length, 2);
  });
});
