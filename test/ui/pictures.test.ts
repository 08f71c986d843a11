import { useWorkbench } from './harness/suite';
import { newTask, taskRow } from './harness/tasks';
import { type Theme, themes } from './harness/themes';

describe('A7 the Tasks view with tasks in it', () => {
  const workbench = useWorkbench();
  const titles = [
    'Write the parser',
    'Check the totals of each month',
    'Describe the file format for those who write it by hand',
  ];

  before(async () => {
    await workbench().openContainer('Task Orchestrator');
    for (const title of titles) {
      await newTask(workbench(), title);
      await taskRow(workbench(), title).waitFor();
    }
  });

  for (const theme of Object.keys(themes) as Theme[]) {
    it(`can be looked at in ${theme}`, async () => {
      await workbench().useTheme(theme);
      await workbench().openContainer('Task Orchestrator');
      for (const title of titles) await taskRow(workbench(), title).waitFor();
      await workbench().screenshot(`tasks-${theme}`);
    });
  }

  it('can be looked at in a narrow side bar', async () => {
    const { page } = workbench();
    const sash = page.locator('.monaco-sash.vertical').first();
    const box = await page.locator('.sidebar').boundingBox();
    if (!box) throw new Error('there is no side bar');
    await page.mouse.move(box.x + box.width, box.y + 300);
    await page.mouse.down();
    await page.mouse.move(box.x + 260, box.y + 300, { steps: 5 });
    await page.mouse.up();
    await sash.waitFor({ state: 'attached' });
    await workbench().screenshot('tasks-narrow');
  });
});
