import { frameOf, panelOf } from '../harness/panel';
import { allThemes, heard, listed, picture, useScene, zoom } from './camera';
import { fillWithSample } from './fill';

const TABS = ['Overview', 'Plan', 'Files', 'Timeline', 'Graph'] as const;

describe('the panel', () => {
  const workbench = useScene({ workspace: fillWithSample });
  const panel = () => panelOf(workbench());

  async function open(title: string): Promise<void> {
    const { page } = workbench();
    await workbench().runCommand('Task Orchestrator: Show Task');
    await listed(workbench(), '').waitFor();
    await page.locator('.quick-input-widget input[type="text"]').fill(title);
    await listed(workbench(), title).click();
    await panel().getByRole('heading', { level: 1, name: title }).waitFor();
  }

  async function tab(name: (typeof TABS)[number]): Promise<void> {
    await panel().getByRole('tab', { name }).click();
    if (name === 'Graph') await panel().locator('.node').first().waitFor();
  }

  /** All of the page, however long: the window is made as high as it is. */
  async function whole(name: string): Promise<void> {
    const { page } = workbench();
    const size = page.viewportSize() ?? { width: 1280, height: 800 };
    const frame = await frameOf(workbench());
    const beyond = await frame.evaluate<number>('document.documentElement.scrollHeight - innerHeight');
    if (beyond > 0) await page.setViewportSize({ ...size, height: Math.min(size.height + beyond, 3_000) });
    await picture(workbench(), name);
    await page.setViewportSize(size);
  }

  before(async () => {
    await workbench().openContainer('Task Orchestrator');
    await workbench().page.getByRole('treeitem', { name: 'Import bank statements' }).first().waitFor();
  });

  for (const theme of allThemes) {
    it(`an approval in ${theme}`, async () => {
      await workbench().useTheme(theme);
      await open('Write the format down');
      for (const name of TABS) {
        await tab(name);
        await whole(`panel-${theme}-${name.toLowerCase()}`);
        if (theme === 'light') await heard(panel().locator('body'), `panel-${name.toLowerCase()}`);
      }
      await tab('Overview');
      await panel().getByRole('button', { name: 'Reject…' }).click();
      await panel().getByRole('textbox', { name: 'Why?' }).waitFor();
      await picture(workbench(), `panel-${theme}-reject`);
      await workbench().page.keyboard.press('Escape');
      await open('Keep the ledger in one file');
      await tab('Files');
      await whole(`panel-${theme}-broken-files`);
      await open('Move 200 reports');
      await tab('Graph');
      await picture(workbench(), `panel-${theme}-200-graph`);
      await panel().getByRole('button', { name: 'Fit' }).click();
      await picture(workbench(), `panel-${theme}-200-graph-fit`);
      await open('Read MT940');
      await tab('Overview');
      for (const mark of await panel().locator('.mark > summary').all()) await mark.click();
      await whole(`panel-${theme}-checkpoints`);
    });
  }

  it('other tasks', async () => {
    await workbench().useTheme('light');
    for (const [title, name] of [
      ['VAT in every rate', 'result'],
      ['Read MT940', 'interrupted'],
      ['Tell booking date', 'blocked'],
      ['Measure memory', 'failed'],
      ['Round as the law says', 'not-accepted'],
      ['Measure start on an old laptop', 'overridden'],
      ['Import bank statements', 'goal'],
      ['Draw all icons', 'long-title'],
      ['استيراد', 'rtl'],
      ['Grundbuch', 'german'],
    ] as const) {
      await open(title);
      await tab('Overview');
      await whole(`panel-${name}`);
      await tab('Files');
      await whole(`panel-${name}-files`);
      await tab('Timeline');
      await whole(`panel-${name}-timeline`);
    }
  });

  it('300 files, and a graph of 200', async () => {
    await open('Translate the manual');
    await tab('Files');
    await picture(workbench(), 'panel-300-files');
    await open('Move 200 reports');
    await tab('Graph');
    await picture(workbench(), 'panel-200-graph');
    await panel().getByRole('button', { name: 'As a List' }).click();
    await picture(workbench(), 'panel-200-graph-list');
    await panel().getByRole('button', { name: 'As a Picture' }).click();
  });

  it('narrow, wide, and zoomed in', async () => {
    const { page } = workbench();
    await open('Write the format down');
    await workbench().runCommand('View: Toggle Primary Side Bar Visibility');
    for (const width of [448, 760, 1_648]) {
      await page.setViewportSize({ width, height: 800 });
      for (const name of TABS) {
        await tab(name);
        await whole(`panel-wide-${width - 48}-${name.toLowerCase()}`);
      }
      await open('Keep the ledger in one file');
      await tab('Files');
      await whole(`panel-wide-${width - 48}-broken-files`);
      await open('Move 200 reports');
      await tab('Graph');
      await picture(workbench(), `panel-wide-${width - 48}-200-graph`);
      await open('Read MT940');
      await tab('Overview');
      for (const mark of await panel().locator('.mark > summary').all()) await mark.click();
      await whole(`panel-wide-${width - 48}-checkpoints`);
      await open('Write the format down');
    }
    for (const level of [2, 4] as const) {
      await zoom(workbench(), level);
      await tab('Overview');
      await picture(workbench(), `panel-zoom-${level}`);
    }
    await zoom(workbench(), 0);
  });

  it('a menu, an act that is refused, and a task that is gone', async () => {
    await open('Write the format down');
    await panel().getByRole('button', { name: 'More Actions' }).click();
    await picture(workbench(), 'panel-menu');
    await workbench().page.keyboard.press('Escape');
    await open('Answer the question of the tax office');
    await panel().getByRole('button', { name: 'More Actions' }).click();
    await panel().getByRole('menuitem', { name: 'Delete Task…' }).click();
    await workbench().page.getByRole('button', { name: 'Delete', exact: true }).click();
    await panel().getByRole('button', { name: 'Restore' }).waitFor();
    await picture(workbench(), 'panel-deleted');
    await panel().getByRole('button', { name: 'Restore' }).click();
    await panel().getByRole('heading', { level: 1, name: 'Answer the question of the tax office' }).waitFor();
  });

  it('a page that nobody answers', async () => {
    await open('Write the format down');
    await workbench().killExtensionHost();
    await panel().getByText('This panel is not connected').waitFor();
    await picture(workbench(), 'panel-not-answered');
  });
});
