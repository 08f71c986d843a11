import * as vscode from 'vscode';
import type { TaskRow } from '../../orchestrator/registry';
import type { FolderStore } from '../folderStore';
import type { Documents } from './documents';

/** Two versions of a plan, side by side in VS Code's own diff editor. */
export async function showPlanChange(
  documents: Documents,
  store: FolderStore,
  { id, title }: TaskRow,
  from: number,
  to: number,
  options: vscode.TextDocumentShowOptions = { preview: true },
): Promise<void> {
  const address = (version: number) =>
    documents.address(
      store,
      { kind: 'plan', task: id, version },
      vscode.l10n.t('{0} (plan, version {1})', title, version),
    );
  const heading = vscode.l10n.t('{0}: plan, version {1} → {2}', title, from, to);
  await vscode.commands.executeCommand('vscode.diff', address(from), address(to), heading, options);
}
