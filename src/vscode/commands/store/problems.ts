import * as vscode from 'vscode';
import { inform, tell } from '../../notify';
import { askOnce } from '../../ask/pick';
import { confirm } from '../../ask/confirm';
import type { FolderStore } from '../../folderStore';
import { chooseStore } from '../chooseStore';
import type { CommandServices } from '../services';

const isReady = ({ status }: FolderStore) => status.state === 'ready';
const hasProblem = ({ status }: FolderStore) => status.state === 'problem';

export async function publishStore({ stores }: CommandServices): Promise<void> {
  const store = await chooseStore(stores, vscode.l10n.t('Publish Store Now'), isReady);
  if (!store) return;
  await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Publishing the task store') },
    () => store.publish(),
  );
  tell(vscode.l10n.t('state.db in {0} now holds everything.', `${store.folder.name}/.task_orchestrator`));
}

export async function retryStore({ stores }: CommandServices): Promise<void> {
  const store = await chooseStore(stores, vscode.l10n.t('Try Opening the Store Again'), hasProblem);
  await store?.retry();
}

export async function restoreBackup({ stores }: CommandServices): Promise<void> {
  const title = vscode.l10n.t('Restore a Backup');
  const store = await chooseStore(stores, title, hasProblem);
  if (store?.status.state !== 'problem') return;
  store.assertTrusted();
  const { backups } = store.status;
  if (backups.length === 0) {
    await inform(vscode.l10n.t('There is no backup of this store.'));
    return;
  }
  const placeholder = vscode.l10n.t('The newest is on top; the store as it is now is kept aside');
  const picked = await askOnce(
    title,
    placeholder,
    backups.map(({ name, at, bytes, rescued }) => ({
      label: dateOf(at),
      description: vscode.l10n.t('{0} KB', Math.ceil(bytes / 1024).toLocaleString()),
      detail: rescued ? vscode.l10n.t('What the store held when its files were removed or replaced') : name,
      value: { name, at },
    })),
  );
  if (!picked) return;
  // Who asks may be a program, which can also accept what a list offers (rules E10, O4).
  const question = vscode.l10n.t('Restore the backup of {0}?', dateOf(picked.at));
  const detail = vscode.l10n.t(
    'The store as it is now is moved to a folder next to it whose name begins with “aside-”. Nothing is deleted.',
  );
  if (!(await confirm(question, detail, vscode.l10n.t('Restore')))) return;
  await store.restore(picked.name);
  tell(vscode.l10n.t('The tasks of {0} are back as they were on {1}.', store.folder.name, dateOf(picked.at)));
}

const dateOf = (at: number): string =>
  new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });

export async function startEmptyStore({ stores }: CommandServices): Promise<void> {
  const store = await chooseStore(stores, vscode.l10n.t('Start Empty'), hasProblem);
  if (!store) return;
  store.assertTrusted();
  const isMeant = await confirm(
    vscode.l10n.t('Start with an empty task store in {0}?', store.folder.name),
    vscode.l10n.t(
      'The store that cannot be opened is moved, with its backups, to a folder next to it whose name begins with “aside-”. Nothing is deleted.',
    ),
    vscode.l10n.t('Set Aside and Start Empty'),
  );
  if (isMeant) await store.startEmpty();
}
