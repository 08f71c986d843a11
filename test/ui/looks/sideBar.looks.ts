import { allThemes, heard, listed, picture, useScene, widenSideBar, zoom } from './camera';
import { fillWithSample } from './fill';

describe('the side bar', () => {
  const workbench = useScene({ workspace: fillWithSample });

  const pane = (title: string) => workbench().page.locator(`.pane:has(.pane-header[aria-label^="${title}"])`);
  const row = (name: string) => pane('Tasks').locator(`[role="treeitem"][aria-label^="${name}"]`).first();
  const command = (title: string) => workbench().runCommand(`Task Orchestrator: ${title}`);

  before(async () => {
    await workbench().openContainer('Task Orchestrator');
    await row('Import bank statements').waitFor();
  });

  it('as it opens', async () => {
    await picture(workbench(), 'tree-first');
    await heard(workbench().page.locator('.part.sidebar'), 'tree');
  });

  it('with its trees open', async () => {
    await widenSideBar(workbench(), 420);
    await pane('Needs You').locator('.pane-header').click();
    for (const name of [
      'Import bank statements',
      'Readers',
      'Read camt.053',
      'Export for the tax office',
      'Release 1.0',
    ]) {
      const found = row(name);
      await found.scrollIntoViewIfNeeded();
      if ((await found.getAttribute('aria-expanded')) !== 'true') await found.locator('.monaco-tl-twistie').click();
      await workbench().page.locator(`[aria-label^="${name}"][aria-expanded="true"]`).waitFor();
    }
    await picture(workbench(), 'tree-open');
    await workbench().page.mouse.wheel(0, 4000);
    await picture(workbench(), 'tree-open-end');
  });

  for (const theme of allThemes) {
    it(`in ${theme}`, async () => {
      await workbench().useTheme(theme);
      await picture(workbench(), `tree-${theme}`);
      await row('Import bank statements').click({ button: 'right' });
      await picture(workbench(), `tree-menu-${theme}`);
      await workbench().page.keyboard.press('Escape');
      await widenSideBar(workbench(), 260);
      await pane('Needs You').locator('.pane-header').click();
      await picture(workbench(), `tree-260-${theme}`);
      await pane('Needs You').locator('.pane-header').click();
      await widenSideBar(workbench(), 420);
    });
  }

  it('with a tooltip', async () => {
    await row('Write the format down').hover();
    await workbench().page.locator('.monaco-hover').getByText('created').waitFor();
    await picture(workbench(), 'tree-tooltip');
  });

  it('by state and by role', async () => {
    for (const [by, first] of [
      ['what waits for approval first', 'Waits for approval'],
      ['who should do them', 'architect'],
    ] as const) {
      await command('Group By…');
      await listed(workbench(), by).waitFor();
      await picture(workbench(), `tree-group-question`);
      await listed(workbench(), by).click();
      await row(first).waitFor();
      await picture(workbench(), `tree-by-${first}`);
    }
    await command('Group By…');
    await listed(workbench(), 'Streams with their trees').click();
    await row('Import').waitFor();
  });

  it('filtered, searched, and with nothing found', async () => {
    const words = workbench().page.getByText('Which words should the tasks contain?');
    await command('Filter Tasks…');
    await listed(workbench(), 'documenter').waitFor();
    await picture(workbench(), 'tree-filter-question');
    await listed(workbench(), 'documenter').click();
    await workbench().page.keyboard.press('Enter');
    await words.waitFor();
    await picture(workbench(), 'tree-filter-words');
    await workbench().page.keyboard.press('Enter');
    await workbench().sideBarText('Only: documenter').waitFor();
    await row('Export').waitFor({ state: 'detached' });
    await picture(workbench(), 'tree-filtered');
    await command('Filter Tasks…');
    await listed(workbench(), 'documenter').waitFor();
    await workbench().page.keyboard.press('Enter');
    await words.waitFor();
    await workbench().page.keyboard.type('nowhere');
    await workbench().page.keyboard.press('Enter');
    await workbench().sideBarText('No step matches').waitFor();
    await picture(workbench(), 'tree-filtered-empty');
    await command('Clear Filter');
    await row('Import').waitFor();
  });

  it('with checkpoints and files', async () => {
    await command('Show Checkpoints and Files Below Tasks');
    const open = async (name: string) => {
      const found = workbench().page.locator(`[aria-label^="${name}"][aria-expanded="false"]`).last();
      await found.scrollIntoViewIfNeeded();
      await found.locator('.monaco-tl-twistie').click();
    };
    await open('Read MT940');
    await open('Checkpoints of Read MT940');
    await open('Files of Read MT940');
    await row('Checkpoint balances done').waitFor();
    await picture(workbench(), 'tree-details');
    await command('Hide Checkpoints and Files Below Tasks');
  });

  it('zoomed in', async () => {
    for (const level of [2, 4] as const) {
      await zoom(workbench(), level);
      await picture(workbench(), `tree-zoom-${level}`);
    }
    await zoom(workbench(), 0);
  });
});
