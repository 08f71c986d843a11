import { strict as assert } from 'node:assert';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { agreed, newTask, run, until, useProgram } from './harness';

describe('R17 templates and roles, as a person uses them', () => {
  const program = useProgram();
  const config = (...names: string[]) =>
    join(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '', '.task_orchestrator', ...names);

  function write(file: string, text: string): string {
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text);
    return file;
  }

  const feature = [
    'name: New feature',
    'parameters: { what: { type: text, min: 3 }, parts: { type: list, default: [a, b] } }',
    'goal: Build {{what}}',
    'approval: plan',
    'steps:',
    '  - { key: design, title: "Design {{what}}", role: architect }',
    '  - { key: part, title: "Make {{item}}", for_each: parts, after: [design] }',
  ].join('\n');

  before(() => write(config('templates', 'feature.yaml'), feature));
  after(() => rmSync(config('templates'), { recursive: true, force: true }));

  it('make a tree of a template with its values', async () => {
    const values = { what: 'exports' };
    const task = await agreed('planFromTemplate', { template: 'feature', values, confirmed: true });
    assert.ok(typeof task === 'string');
    const { plan } = await program().read('task.asPlan', { task });
    assert.equal(plan.goal, 'Build exports');
    assert.deepEqual(
      plan.steps.map(({ title, role, after }) => [title, role, after]),
      [
        ['Design exports', 'architect', undefined],
        ['Make a', undefined, ['design-exports']],
        ['Make b', undefined, ['design-exports']],
      ],
    );
    const waiting = await program().read('task.show', { task });
    assert.equal(waiting.task.state, 'plan_awaiting_approval');
  });

  it('make it below the task that is named, and nothing of values that are wrong', async () => {
    const parent = await newTask('Release');
    await agreed('planFromTemplate', {
      template: 'feature',
      task: parent,
      values: { what: 'imports' },
      confirmed: true,
    });
    const { rows } = await program().read('task.children', { parent });
    assert.deepEqual(
      rows.map(({ title }) => title),
      ['Build imports'],
    );
    await agreed('planFromTemplate', { template: 'feature', values: { what: 'x' }, confirmed: true });
    assert.equal((await program().read('task.search', { text: 'Build x' })).total, 0);
  });

  it('save a task with its steps as a template, and never over another one unasked', async () => {
    const task = await run('newPlan', {
      goal: 'Port the lexer',
      approval: 'none',
      steps: ['Read the lexer'],
      order: 'any',
    });
    assert.ok(typeof task === 'string');
    const file = await agreed('saveAsTemplate', { task, name: 'port', words: { part: 'lexer' } });
    assert.equal(file, config('templates', 'port.yaml'));
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, file);
    const text = readFileSync(config('templates', 'port.yaml'), 'utf8');
    assert.match(text, /goal: Port the \{\{part\}\}/);
    assert.match(text, /title: Read the \{\{part\}\}/);
    await agreed('saveAsTemplate', { task, name: 'port', words: {} });
    assert.equal(readFileSync(config('templates', 'port.yaml'), 'utf8'), text);
    await agreed('saveAsTemplate', { task, name: 'port', words: {}, replace: true });
    assert.match(readFileSync(config('templates', 'port.yaml'), 'utf8'), /goal: Port the lexer/);
  });

  it('show mistakes at their lines among the problems', async () => {
    const file = write(config('templates', 'broken.yaml'), 'goal: x\nsteps:\n  - key: a\n');
    const found = (): vscode.Diagnostic | undefined => vscode.languages.getDiagnostics(vscode.Uri.file(file))[0];
    await until('the mistake is shown', () => found() !== undefined);
    assert.deepEqual(
      [found()?.message, found()?.range.start.line, found()?.source],
      ['"title" is missing.', 2, 'Task Orchestrator'],
    );
    rmSync(file);
    await until('it is gone with the file', () => found() === undefined);
  });

  it('open the roles with a start to write on, or where one is written', async () => {
    const custom = config('roles', 'custom_roles.yaml');
    assert.ok(!existsSync(custom));
    await agreed('editRoles', { role: 'tester' });
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.fsPath, custom);
    assert.match(editor.document.getText(), /^tester:\n {2}output_format: >-\n {4}\S/m);
    assert.ok(await editor.document.save());
    await until('the role is that of the file', async () => {
      const { rows } = await program().read('role.list', { name: 'tester' });
      return rows[0]?.layer === 'custom';
    });
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await agreed('editRoles', { role: 'tester' });
    const again = vscode.window.activeTextEditor;
    assert.equal(again?.document.lineAt(again.selection.active.line).text, 'tester:');
    rmSync(custom);
  });

  it('open a template', async () => {
    await agreed('editTemplates', { name: 'feature' });
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, config('templates', 'feature.yaml'));
  });
});
