import * as vscode from 'vscode';
import { SCHEME } from '../../contributions/schemes';
import { readQuery } from '../../documents/subject';
import type { FolderStore } from '../../folderStore';

/** Addresses of plans and results that were opened for a verdict, and were not open before. */
const opened = new Set<string>();

/** Remembers what `show` opens of a task, so that it can be closed once the verdict is there. */
export async function shownForVerdict(
  store: FolderStore,
  task: { readonly id: string },
  show: () => Promise<void>,
): Promise<void> {
  const before = new Set(tabsOf(store, task.id).map(({ address }) => address));
  await show();
  for (const { address } of tabsOf(store, task.id)) if (!before.has(address)) opened.add(address);
}

/** What was opened for a verdict has had its use; what a person has opened or pinned stays. */
export async function closeShownForVerdict(
  store: FolderStore,
  task: { readonly id: string },
  { preserveFocus }: { preserveFocus: boolean },
): Promise<void> {
  const shown = tabsOf(store, task.id).filter(({ address }) => opened.has(address));
  for (const { address } of shown) opened.delete(address);
  const tabs = shown.map(({ tab }) => tab).filter(({ isPinned }) => !isPinned);
  await vscode.window.tabGroups.close(tabs, preserveFocus);
  // With the last tab of a group goes what had the keyboard, and VS Code gives it to nothing else.
  if (tabs.length > 0 && !preserveFocus)
    await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
}

function tabsOf(store: FolderStore, task: string): { tab: vscode.Tab; address: string }[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .flatMap((tab) => {
      const uri = addressOf(tab);
      if (uri?.scheme !== SCHEME) return [];
      const { folder, subject } = readQuery(uri.query);
      const isIt =
        (subject.kind === 'plan' || subject.kind === 'result') &&
        subject.task === task &&
        folder === store.folder.uri.toString();
      return isIt ? [{ tab, address: `${tab.input instanceof vscode.TabInputTextDiff} ${uri.toString()}` }] : [];
    });
}

function addressOf({ input }: vscode.Tab): vscode.Uri | undefined {
  if (input instanceof vscode.TabInputText) return input.uri;
  return input instanceof vscode.TabInputTextDiff ? input.modified : undefined;
}
