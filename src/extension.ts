import * as vscode from 'vscode';
import { registerCommands } from './vscode/commands';
import { startContributions } from './vscode/contribution';
import { readHostKey } from './vscode/hostKey';
import { Stores } from './vscode/stores';
import { NeedsYouView } from './vscode/views/needsYouView';
import { TasksView } from './vscode/views/tasksView';

let stores: Stores | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Task Orchestrator', { log: true });
  context.subscriptions.push(log);
  const bundled = (name: string) => vscode.Uri.joinPath(context.extensionUri, 'dist', name).fsPath;
  const { version } = context.extension.packageJSON as { version: string };
  const files = { worker: bundled('engine.js'), wasm: bundled('sql-wasm.wasm'), version };
  const all = (stores = new Stores(files, readHostKey(context.secrets, log), log));
  const tasksView = new TasksView(all, log);
  const needsYouView = new NeedsYouView();
  startContributions(context, log, [
    { name: 'stores', start: () => all.start() },
    { name: 'commands', start: () => registerCommands({ stores: all, tasksView, log }) },
    { name: 'tasks view', start: () => tasksView.start() },
    { name: 'needs-you view', start: () => needsYouView.start() },
  ]);
}

/** VS Code waits for this: what was sent is finished, and a store of ordinary size is folded into `state.db`. */
export function deactivate(): Promise<void> | undefined {
  return stores?.close();
}
