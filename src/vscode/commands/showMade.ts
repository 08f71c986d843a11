import * as vscode from 'vscode';
import { inform } from '../notify';
import type { FolderStore } from '../folderStore';
import type { CommandServices } from './services';

/** What a person just made: in the Tasks view, or, while that is closed, by a word and a way there. */
export function showMade({ tasksView }: CommandServices, store: FolderStore, id: string, title: string): void {
  if (tasksView.isVisible) {
    tasksView.reveal(store, id);
    return;
  }
  const show = vscode.l10n.t('Show');
  void inform(vscode.l10n.t('Added “{0}”.', title), show).then((choice) => {
    if (choice === show) return tasksView.goTo(store, id);
    return undefined;
  });
}
