import * as vscode from 'vscode';
import { startContributions } from './vscode/activation';

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Task Orchestrator', { log: true });
  context.subscriptions.push(log);
  startContributions(context, log, [
    { name: 'commands', start: () => vscode.commands.registerCommand('taskOrchestrator.showLog', () => log.show()) },
  ]);
}
