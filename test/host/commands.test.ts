import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { commandId, commands, type CommandKey } from '../../src/vscode/contributions/commands';
import { viewId, views, type ViewKey } from '../../src/vscode/contributions/views';

describe('A3 commands in a running VS Code', () => {
  it('are those of the table, no more and no fewer', async () => {
    await vscode.extensions.getExtension('task-orchestrator.task-orchestrator')?.activate();
    // VS Code adds commands of its own for each view (`<view>.focus` and so on).
    const ofViews = Object.keys(views).map((key) => `${viewId(key as ViewKey)}.`);
    const registered = (await vscode.commands.getCommands(true)).filter(
      (id) => id.startsWith('taskOrchestrator.') && !ofViews.some((prefix) => id.startsWith(prefix)),
    );
    const declared = Object.keys(commands).map((key) => commandId(key as CommandKey));
    assert.deepEqual(registered.sort(), declared.sort());
  });

  it('show the log', async () => {
    await vscode.commands.executeCommand(commandId('showLog'));
  });
});
