import { allThemes, listed, picture, pictureCommand, useScene, zoom } from './camera';
import { fillWithSample } from './fill';

/** Commands, and what is typed and waited for before their first question is pictured. */
const questions: readonly (readonly [command: string, name: string, waitFor?: string])[] = [
  ['New Task…', 'new-task'],
  ['New Plan…', 'new-plan'],
  ['Find Task…', 'find', 'implementer'],
  ['Edit Task…', 'edit', 'implementer'],
  ['Move Task…', 'move'],
  ['Resume…', 'resume', 'Read MT940'],
  ['Approve…', 'approve', 'Write the format down'],
  ['Reject…', 'reject', 'Write the format down'],
  ['Complete Anyway…', 'override'],
  ['Add Dependency…', 'dependency', 'implementer'],
  ['Compare Checkpoints…', 'checkpoints', 'implementer'],
  ['Restore Files…', 'restore-files', 'Keep the ledger'],
  ['Approve Checks…', 'approve-checks'],
  ['Assign Unattributed Changes…', 'unattributed'],
  ['Edit Stream…', 'stream', 'Export'],
  ['Edit Roles…', 'roles', 'architect'],
  ['Edit Templates…', 'templates'],
  ['What Needs You, What Is Running?', 'work', 'Read MT940'],
  ['Hand Over…', 'hand-over'],
  ['Copy MCP Configuration…', 'mcp'],
];

describe('questions', () => {
  const workbench = useScene({ workspace: fillWithSample });

  before(async () => {
    await workbench().openContainer('Task Orchestrator');
    await workbench().page.getByRole('treeitem', { name: 'Import bank statements' }).first().waitFor();
  });

  it('in the palette', async () => {
    const { page } = workbench();
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input[type="text"]').fill('>Task Orchestrator: ');
    await listed(workbench(), 'Task Orchestrator').waitFor();
    await picture(workbench(), 'palette');
    await page.keyboard.press('Escape');
  });

  for (const [command, name, waitFor = ''] of questions) {
    it(`of ${command}`, () => pictureCommand(workbench(), command, `question-${name}`, { waitFor }));
  }

  it('further on: what a step is, what a task is, and who resumes it', async () => {
    const { page } = workbench();
    await workbench().runCommand('Task Orchestrator: Edit Task…');
    await page.locator('.quick-input-widget input[type="text"]').fill('Read MT940');
    await listed(workbench(), 'Read MT940').click();
    await listed(workbench(), 'Priority').waitFor();
    await picture(workbench(), 'question-edit-field');
    await listed(workbench(), 'Priority').click();
    await listed(workbench(), 'Critical').waitFor();
    await picture(workbench(), 'question-edit-priority');
    await page.keyboard.press('Escape');
    await workbench().runCommand('Task Orchestrator: Resume…');
    await listed(workbench(), 'Read MT940').click();
    await listed(workbench(), 'I do').waitFor();
    await picture(workbench(), 'question-resume-who');
    await page.keyboard.press('Escape');
    await workbench().runCommand('Task Orchestrator: New Task…');
    await page.getByPlaceholder('Write the parser').fill('   ');
    await page.keyboard.press('Enter');
    await page.getByText('A task needs a title.').waitFor();
    await picture(workbench(), 'question-new-task-refused');
    await page.keyboard.press('Escape');
  });

  it('that are dialogs, in each theme', async () => {
    const { page } = workbench();
    for (const theme of allThemes) {
      await workbench().useTheme(theme);
      await workbench().runCommand('Task Orchestrator: Delete Task…');
      await page.locator('.quick-input-widget input[type="text"]').fill('Release 1.0');
      await listed(workbench(), 'Release 1.0').click();
      await page.locator('.monaco-dialog-box').waitFor();
      await picture(workbench(), `dialog-delete-${theme}`);
      await page.keyboard.press('Escape');
      await page.locator('.monaco-dialog-box').waitFor({ state: 'detached' });
    }
    await workbench().useTheme('light');
  });

  it('and what is told: the status bar, notifications', async () => {
    const { page } = workbench();
    await page.locator('.statusbar-item[aria-label*="need you"]').hover();
    await page.locator('.monaco-hover').first().waitFor();
    await picture(workbench(), 'status-bar');
    await page.mouse.move(700, 300);
    await workbench().runCommand('Notifications: Show Notifications');
    await page.locator('.notifications-center').waitFor();
    await picture(workbench(), 'notifications');
    await workbench().runCommand('Notifications: Hide Notifications');
    await workbench().runCommand('Task Orchestrator: Publish Store Now');
    await page.getByText('now holds everything').first().waitFor();
    await picture(workbench(), 'status-bar-published');
  });

  it('that have little room', async () => {
    await zoom(workbench(), 4);
    await pictureCommand(workbench(), 'Find Task…', 'question-find-zoom-4', { waitFor: 'implementer' });
    await zoom(workbench(), 0);
  });
});
