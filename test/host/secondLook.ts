import { join } from 'node:path';
import * as vscode from 'vscode';
import { Stores } from '../../src/vscode/stores';
import { newTask } from './harness';

/**
 * The stores of this window once more, as another window has them: what VS Code shows of ours cannot be asked for, so a test makes
 * the part that shows it and follows the same store with it.
 */
export function useSecondLook(
  parts: (stores: Stores, log: vscode.LogOutputChannel) => readonly vscode.Disposable[],
): void {
  const open: vscode.Disposable[] = [];
  let stores: Stores | undefined;
  let log: vscode.LogOutputChannel | undefined;

  before(async () => {
    // The window leads a store that it has made; a second look that came first would lead it without the window's key.
    await newTask('There is a store');
    log = vscode.window.createOutputChannel('Second look', { log: true });
    const dist = join(__dirname, '..', '..');
    const files = { worker: join(dist, 'engine.js'), wasm: join(dist, 'sql-wasm.wasm'), version: ours() };
    stores = new Stores(files, Promise.resolve(undefined), log);
    open.push(...parts(stores, log), stores.start());
    await stores.known;
  });
  after(async () => {
    for (const each of open.reverse()) each.dispose();
    await stores?.close();
    log?.dispose();
  });
}

function ours(): string {
  const manifest = vscode.extensions.getExtension('task-orchestrator.task-orchestrator')?.packageJSON as {
    version: string;
  };
  return manifest.version;
}
