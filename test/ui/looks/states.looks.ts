import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { panelOf } from '../harness/panel';
import { allThemes, listed, picture, useScene } from './camera';
import { fillWithSample } from './fill';

const memoryFolder = join(process.cwd(), 'test', 'fixtures', 'memory-folder');
const storeOf = (workspace: string) => join(workspace, '.task_orchestrator');

describe('an empty folder, no folder, a virtual one', () => {
  const workbench = useScene({ otherExtensions: [memoryFolder] });

  for (const theme of allThemes) {
    it(`in ${theme}`, async () => {
      await workbench().openContainer('Task Orchestrator');
      await workbench().sideBarText('No tasks yet.').waitFor();
      await workbench().useTheme(theme);
      await picture(workbench(), `state-empty-${theme}`);
    });
  }

  it('no folder', async () => {
    await workbench().page.goto(`${workbench().server.origin}?ew=true`);
    await workbench().openContainer('Task Orchestrator');
    await workbench().sideBarText('Tasks are kept in the folder').waitFor();
    await picture(workbench(), 'state-no-folder');
  });

  it('a virtual one', async () => {
    const file = join(workbench().workspace, 'virtual.code-workspace');
    writeFileSync(file, JSON.stringify({ folders: [{ uri: 'memory:/project' }] }));
    await workbench().openWorkspaceFile(file, 'This workspace is virtual');
    await picture(workbench(), 'state-virtual');
  });
});

describe('Restricted Mode', () => {
  const workbench = useScene({ workspace: fillWithSample, trusted: false });

  it('reads only, in the tree and in a panel', async () => {
    await workbench().openContainer('Task Orchestrator');
    await workbench().page.getByRole('treeitem', { name: 'Write the format down' }).first().click();
    await panelOf(workbench()).getByRole('heading', { level: 1 }).waitFor();
    await picture(workbench(), 'state-restricted');
  });
});

const problems: readonly (readonly [name: string, breakIt: (store: string) => void, says: string])[] = [
  [
    'damaged',
    (store) => {
      mkdirSync(store);
      writeFileSync(join(store, 'state.db'), 'This is not a database.\n'.repeat(200));
    },
    'damaged',
  ],
];

for (const [name, breakIt, says] of problems) {
  describe(`a store that is ${name}`, () => {
    const workbench = useScene({
      workspace: (copy) => {
        breakIt(storeOf(copy));
        return Promise.resolve();
      },
    });

    it('says so', async () => {
      await workbench().openContainer('Task Orchestrator');
      await workbench().sideBarText(says).first().waitFor();
      await picture(workbench(), `state-${name}`);
      await workbench().runCommand('Task Orchestrator: Set the Store Aside and Start Empty…');
      await workbench().page.locator('.monaco-dialog-box').waitFor();
      await picture(workbench(), `state-${name}-set-aside`);
      await workbench().page.keyboard.press('Escape');
    });
  });
}

describe('a store whose file is gone', () => {
  const workbench = useScene({
    workspace: async (copy) => {
      await fillWithSample(copy);
      mkdirSync(join(storeOf(copy), 'backups'), { recursive: true });
      const backup = readdirSync(storeOf(copy)).find((name) => name === 'state.db');
      if (backup) rmSync(join(storeOf(copy), backup));
      writeFileSync(join(storeOf(copy), 'state-1.wal'), 'not empty');
    },
  });

  it('says so', async () => {
    await workbench().openContainer('Task Orchestrator');
    await workbench().sideBarText('state.db is missing').waitFor();
    await picture(workbench(), 'state-missing');
  });
});

describe('a task that is gone', () => {
  const workbench = useScene({ workspace: fillWithSample });

  it('is said to be so in its panel', async () => {
    const { page } = workbench();
    await workbench().openContainer('Task Orchestrator');
    await workbench().runCommand('Task Orchestrator: Show Task');
    await page.locator('.quick-input-widget input[type="text"]').fill('Find a name');
    await listed(workbench(), 'Find a name').click();
    await panelOf(workbench()).getByRole('heading', { level: 1, name: 'Find a name' }).waitFor();
    await workbench().runCommand('Task Orchestrator: Delete Task…');
    await page.locator('.quick-input-widget input[type="text"]').fill('Find a name');
    await listed(workbench(), 'Find a name').click();
    await page.locator('.monaco-dialog-box').waitFor();
    await page.keyboard.press('Enter');
    await panelOf(workbench()).getByText('was deleted').waitFor();
    await picture(workbench(), 'panel-task-gone');
  });
});
