import { strict as assert } from 'node:assert';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useWorkbench } from './harness/suite';
import { taskRow } from './harness/tasks';

const TEMPLATE = `name: New feature
description: For a change that people notice.
parameters:
  feature: { type: text, min: 4, description: What will people be able to do? }
  kind: { type: choice, choices: [api, ui], default: ui, description: What kind of feature is it? }
  documented: { type: yes_no, default: true, description: Is there a guide for it? }
goal: Let people {{feature}}
approval: plan
steps:
  - key: design
    title: Design how people {{feature}}
    role: architect
  - key: build
    title: Build it for the {{kind}}
    role: implementer
    after: [design]
    steps:
      - { key: code, title: 'Write the code', role: implementer }
      - { key: try, title: 'Try to {{feature}}', role: tester, after: [code] }
  - key: guide
    title: Tell people how to {{feature}}
    role: documenter
    when: documented
    after: [build]
`;

describe('R17 templates, by keyboard', () => {
  const workbench = useWorkbench();
  const row = (text: string) =>
    workbench().page.locator('.quick-input-list .monaco-list-row').filter({ hasText: text }).first();
  const press = (key: string) => workbench().page.keyboard.press(key);

  before(async () => {
    const folder = join(workbench().workspace, '.task_orchestrator', 'templates');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'feature.yaml'), TEMPLATE);
    await workbench().openContainer('Task Orchestrator');
  });

  it('makes a tree of a template after it was seen, in a folder without a store', async () => {
    const { page } = workbench();
    await workbench().runCommand('Task Orchestrator: Plan from Template…');
    await row('New feature').waitFor();
    await press('Enter');
    await page.getByText('What will people be able to do?').first().waitFor();
    await page.keyboard.type('go');
    await page.getByText('"feature" must have at least 4 characters.').first().waitFor();
    await page.keyboard.type(' back');
    await press('Enter');
    await row('api').waitFor();
    await press('Enter');
    await row('Yes').waitFor();
    await press('Enter');
    await row('Make these 6 tasks').waitFor();
    await row('Tell people how to go back').waitFor();
    // Back to the last question, and on with another answer.
    await page.locator('.quick-input-titlebar .codicon-quick-input-back').click();
    await page.getByText('Plan from Template (4/5)').waitFor();
    await row('Yes').waitFor();
    await page.locator('.quick-input-widget input[type="text"]').fill('No');
    await row('Yes').waitFor({ state: 'detached' });
    await press('Enter');
    await row('Make these 5 tasks').waitFor();
    await press('Enter');
    await taskRow(workbench(), 'Let people go back').first().waitFor();
    await workbench().sideBarText('Approvals').waitFor();
  });

  it('makes a template of a tree, with words of it as parameters', async () => {
    const { page } = workbench();
    await workbench().runCommand('Task Orchestrator: Save as Template…');
    await row('Let people go back').click();
    await row('Go on without parameters').waitFor();
    await page.keyboard.type('go back');
    await row('“go back”').waitFor();
    await press('Enter');
    await page.getByText('What is the parameter for “go back” called?').first().waitFor();
    await press('Enter');
    await row('Go on with one parameter').waitFor();
    await press('Enter');
    await page.getByText('What is the file of the template called?').first().waitFor();
    await press('Enter');
    await page.locator('.tab').filter({ hasText: 'let-people-go-back.yaml' }).waitFor();
    const file = join(workbench().workspace, '.task_orchestrator', 'templates', 'let-people-go-back.yaml');
    assert.match(readFileSync(file, 'utf8'), /goal: Let people \{\{go_back\}\}/);
  });

  it('shows the roles with where they come from, and opens the file for one’s own', async () => {
    const { page } = workbench();
    await workbench().runCommand('Task Orchestrator: Edit Roles…');
    await row('architect').waitFor();
    await press('Enter');
    await page.locator('.tab').filter({ hasText: 'custom_roles.yaml' }).waitFor();
  });
});
