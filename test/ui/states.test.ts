import { strict as assert } from 'node:assert';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useWorkbench } from './harness/suite';
import { newTask, taskRow } from './harness/tasks';

const folder = mkdtempSync(join(tmpdir(), 'task-orchestrator-states-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function workspaceNamed(name: string): string {
  const path = join(folder, name);
  cpSync(join('test', 'fixtures', 'sample-workspace'), path, { recursive: true });
  return path;
}

describe('A5 a folder in Restricted Mode', () => {
  const workbench = useWorkbench({
    trusted: false,
    settings: { 'security.workspace.trust.startupPrompt': 'never' },
  });

  it('says that tasks can be read and not changed', async () => {
    await workbench().openContainer('Task Orchestrator');
    await workbench().sideBarText('This folder is in Restricted Mode').waitFor();
  });

  it('offers no command that would change something', async () => {
    const { page } = workbench();
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input[type="text"]').fill('>Task Orchestrator: ');
    await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'Show Log' }).waitFor();
    assert.equal(await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'New Task' }).count(), 0);
    await page.keyboard.press('Escape');
  });
});

describe('A4 A5 a window', () => {
  const workbench = useWorkbench({ otherExtensions: [join(process.cwd(), 'test', 'fixtures', 'memory-folder')] });

  it('without a folder says where tasks are kept, and offers to open a folder', async () => {
    await workbench().page.goto(`${workbench().server.origin}?ew=true`);
    await workbench().openContainer('Task Orchestrator');
    await workbench().sideBarText('Tasks are kept in the folder they belong to.').waitFor();
    await workbench().page.getByRole('button', { name: 'Open Folder' }).waitFor();
  });

  it('on a virtual workspace says that there is no disk that tasks could be kept on', async () => {
    const file = join(folder, 'virtual.code-workspace');
    writeFileSync(file, JSON.stringify({ folders: [{ uri: 'memory:/project' }] }));
    await workbench().openWorkspaceFile(file, 'This workspace is virtual');
  });

  it('on two folders has a store each, and asks which one a new task is for', async () => {
    const [first, second] = [workspaceNamed('server'), workspaceNamed('client')];
    const file = join(folder, 'both.code-workspace');
    writeFileSync(file, JSON.stringify({ folders: [{ path: 'server' }, { path: 'client' }] }));
    const { page } = workbench();
    await workbench().openWorkspaceFile(file, 'No tasks yet.');

    for (const [name, other] of [
      ['client', 'server'],
      ['server', 'client'],
    ] as const) {
      const folderRow = (of: string) =>
        page.locator('.quick-input-list .monaco-list-row').filter({ hasText: of }).first();
      await workbench().runCommand('Task Orchestrator: New Task…');
      await folderRow(other).click();
      // V2: the question for the folder, too, can be gone back to.
      await page.locator('.quick-input-titlebar .codicon-quick-input-back').click();
      await folderRow(name).click();
      await page.getByPlaceholder('Write the parser').fill(`Task of the ${name}`);
      await page.keyboard.press('Enter');
      await taskRow(workbench(), `Task of the ${name}`).waitFor();
    }
    assert.ok(readdirSync(first).includes('.task_orchestrator'));
    assert.ok(readdirSync(second).includes('.task_orchestrator'));
  });
});

describe('S6 a store that cannot be opened', () => {
  const workspace = workspaceNamed('damaged');
  const store = join(workspace, '.task_orchestrator');
  mkdirSync(store);
  writeFileSync(join(store, 'state.db'), 'This is not a database.\n'.repeat(200));
  const workbench = useWorkbench({ workspace });

  it('is said to be so, with its reason and a way on', async () => {
    await workbench().openContainer('Task Orchestrator');
    await workbench().sideBarText('The task store is damaged and was not opened.').waitFor();
    await workbench().sideBarText('A task store needs you').waitFor();
  });

  it('can be set aside for an empty one, and nothing is deleted', async () => {
    const { page } = workbench();
    await workbench().runCommand('Task Orchestrator: Set the Store Aside and Start Empty…');
    await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Set Aside and Start Empty' }).click();
    await workbench().sideBarText('No tasks yet.').waitFor();
    await newTask(workbench(), 'Start again');
    await taskRow(workbench(), 'Start again').waitFor();
    const aside = readdirSync(store).find((name) => name.startsWith('aside-'));
    assert.ok(aside);
    assert.deepEqual(readdirSync(join(store, aside)), ['state.db']);
  });

  it('comes back from a backup', async () => {
    const { page } = workbench();
    await workbench().runCommand('Task Orchestrator: Publish Store Now');
    await page.getByText('now holds everything').waitFor();
    await workbench().killExtensionHost();
    for (const name of readdirSync(store)) {
      if (name.startsWith('state-')) rmSync(join(store, name));
    }
    writeFileSync(join(store, 'state.db'), 'Damaged once more.\n'.repeat(200));
    await workbench().reload();
    await workbench().openContainer('Task Orchestrator');
    await workbench().sideBarText('The task store is damaged and was not opened.').waitFor();
    await workbench().runCommand('Task Orchestrator: Restore a Backup…');
    await page.locator('.quick-input-list .monaco-list-row').first().click();
    await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Restore' }).click();
    await taskRow(workbench(), 'Start again').waitFor();
  });
});
