import * as vscode from 'vscode';
import { Problem } from '../../domain/problem';
import { isPassing } from '../../engine/patience';
import type { TaskRow } from '../../orchestrator/registry';
import type { FolderStore } from '../folderStore';
import { readArgument, type Origin } from './argument';
import { chooseStore, chooseStores } from './chooseStore';
import type { CommandServices } from './services';

/** What every command knows before it asks anything. */
export interface Begun {
  readonly store: FolderStore;
  /** The task that the caller named. */
  readonly task: TaskRow | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly origin: Origin;
}

/** For commands that change something: refused in Restricted Mode before a person has typed anything. */
export async function beginChange(
  services: CommandServices,
  argument: unknown,
  title: string,
): Promise<Begun | undefined> {
  const begun = await beginLook(services, argument, title);
  begun?.store.assertTrusted();
  return begun;
}

/** For commands that change something in each folder that a person chooses. */
export async function beginChanges(
  { stores }: CommandServices,
  argument: unknown,
  title: string,
): Promise<readonly FolderStore[] | undefined> {
  const { store, folder } = readArgument(argument);
  const chosen = store ? [store] : await chooseStores(stores, title, isNamed(folder));
  for (const each of chosen ?? []) each.assertTrusted();
  return chosen;
}

/** For commands on files that people write beside the store, whatever state that is in. */
export async function beginOnFiles(
  { stores }: CommandServices,
  argument: unknown,
  title: string,
): Promise<Omit<Begun, 'task'> | undefined> {
  const given = readArgument(argument);
  const store = given.store ?? (await chooseStore(stores, title, isNamed(given.folder)));
  store?.assertTrusted();
  return store && { store, fields: given.fields, origin: given.origin };
}

/** `undefined`: the person did not choose a folder. */
export async function beginLook(
  { stores }: CommandServices,
  argument: unknown,
  title: string,
): Promise<Begun | undefined> {
  const { store: given, folder, task: id, fields, origin } = readArgument(argument);
  const store = given ?? (await chooseStore(stores, title, isNamed(folder)));
  if (!store) return undefined;
  // Before anything is asked that could then not be kept.
  await assertOpen(store);
  const task = id === undefined ? undefined : await taskNamed(store, id, origin);
  return { store, task, fields, origin };
}

/** A disk that was full may have room again: that is tried, and not said as it was the last time. */
async function assertOpen(store: FolderStore): Promise<void> {
  const { status } = store;
  if (status.state !== 'problem') return;
  if (!isPassing(status.problem.code)) throw Problem.fromData(status.problem);
  await store.retry();
}

const isNamed =
  (folder: string | undefined) =>
  ({ folder: { name, uri } }: FolderStore): boolean =>
    folder === undefined || name === folder || uri.toString() === folder;

async function taskNamed(store: FolderStore, id: string, origin: Origin): Promise<TaskRow> {
  const task = await store.read('task.get', { id });
  if (task) return task;
  throw new Problem(
    'not_found',
    // Whoever names a task from outside knows it by its id, and by nothing else.
    origin === 'said'
      ? vscode.l10n.t('There is no task with the id “{0}”.', id)
      : vscode.l10n.t('This task is not there.'),
    vscode.l10n.t('It may have been deleted; look with Find Task or Restore Deleted Task.'),
  );
}
