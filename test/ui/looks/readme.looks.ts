import { panelOf } from '../harness/panel';
import { listed, picture, useScene, widenSideBar } from './camera';
import { fillWithSample } from './fill';

/** Three of them go into docs/images. */
describe('the pictures of the README', () => {
  const workbench = useScene({ workspace: fillWithSample });

  async function open(title: string, tab?: string): Promise<void> {
    await workbench().runCommand('Task Orchestrator: Show Task');
    await workbench().page.locator('.quick-input-widget input[type="text"]').fill(title);
    await listed(workbench(), title).click();
    await panelOf(workbench()).getByRole('heading', { level: 1, name: title }).waitFor();
    if (tab !== undefined) await panelOf(workbench()).getByRole('tab', { name: tab }).click();
    await workbench().page.mouse.move(900, 780);
  }

  before(async () => {
    await workbench().openContainer('Task Orchestrator');
    await workbench().page.getByRole('treeitem', { name: 'Import bank statements' }).first().waitFor();
    // Room for the tabs below what waits for an approval.
    await workbench().page.setViewportSize({ width: 1280, height: 1000 });
    await widenSideBar(workbench(), 400);
    await workbench().page.locator('[aria-label^="Readers"] .monaco-tl-twistie').first().click();
  });

  it('an approval', async () => {
    await open('Write the format down');
    await panelOf(workbench()).locator('.diff .added').first().waitFor();
    await picture(workbench(), 'readme-panel');
  });

  it('files that are not as a task says', async () => {
    await workbench().runCommand('View: Close All Editors');
    await open('Keep the ledger in one file', 'Files');
    await picture(workbench(), 'readme-files');
  });

  it('work that was interrupted, and what hangs together', async () => {
    await workbench().useTheme('dark');
    await workbench().runCommand('View: Close All Editors');
    await open('Read MT940', 'Graph');
    await panelOf(workbench()).locator('.node').first().waitFor();
    await picture(workbench(), 'readme-tasks');
  });
});
