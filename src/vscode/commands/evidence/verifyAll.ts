import * as vscode from 'vscode';
import { inform, warn, shown } from '../../notify';
import { isCalledOff } from '../../../domain/calledOff';
import { Problem } from '../../../domain/problem';
import type { QueryInput } from '../../../orchestrator/registry';
import type { Waiting } from '../../../engine/client';
import type { FolderStore } from '../../folderStore';
import { rowsNow } from '../../tasks/rowsNow';
import { progressWords } from '../../underWay';
import { beginChanges } from '../begin';
import { leadingTo, openChosen, type Openable } from '../looking/openChosen';
import { tell } from '../../notify';
import type { CommandServices } from '../services';

const MOST_SHOWN = 500;

type Cursor = QueryInput<'task.search'>['after'];

/** Every task that says it left something, folder by folder, one after the other; cancelling keeps what was found so far. */
export async function verifyAll(services: CommandServices, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('Verify All');
  const stores = await beginChanges(services, argument, title);
  if (!stores) return;
  const counts = { verified: 0, failed: 0, unverifiable: 0 };
  const notSound: Openable[] = [];
  const { tasks, closed } = await toVerifyIn(services, stores);
  if (tasks.length === 0 && closed.length === 0) {
    const said = vscode.l10n.t('There is nothing to verify: no task says yet that it left something.');
    void inform(said);
    return;
  }
  const isWhole = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, cancellable: true, title: vscode.l10n.t('Verifying tasks') },
    async (progress, cancelled) => {
      const callingOff = new AbortController();
      cancelled.onCancellationRequested(() => callingOff.abort());
      for (const [index, { store, task }] of tasks.entries()) {
        const where = stores.length > 1 ? ` (${store.folder.name})` : '';
        const message = shown(`${index + 1}/${tasks.length} ${task.title}${where}`);
        progress.report({ message, increment: index === 0 ? 0 : 100 / tasks.length });
        const onProgress: Waiting['onProgress'] = (made) =>
          progress.report({ message: `${message}: ${progressWords(made)}` });
        const outcome = await outcomeOf(services, store, task, { signal: callingOff.signal, onProgress });
        if (outcome === undefined) return false;
        counts[outcome]++;
        if (outcome !== 'verified') notSound.push({ store, task });
      }
      return true;
    },
  );
  const { verified, failed, unverifiable } = counts;
  const done = vscode.l10n.t('{0} verified, {1} failed, {2} cannot be verified', verified, failed, unverifiable);
  const looked = verified + failed + unverifiable;
  const found = isWhole ? done : vscode.l10n.t('Cancelled after {0} of {1} tasks: {2}', looked, tasks.length, done);
  const left = closed.join(', ');
  const said =
    left === '' ? found : vscode.l10n.t('{0}; not looked at, for a problem with its store: {1}', found, left);
  if (notSound.length > 0) void offer(services, said, notSound);
  else if (left === '') tell(said);
  else void warn(said);
}

interface ToVerify {
  readonly tasks: readonly Openable[];
  /** Names of folders whose store cannot be read; the others are verified all the same. */
  readonly closed: readonly string[];
}

async function toVerifyIn({ log }: CommandServices, stores: readonly FolderStore[]): Promise<ToVerify> {
  const tasks: Openable[] = [];
  const closed: string[] = [];
  for (const store of stores) {
    try {
      if (store.status.state === 'problem') throw Problem.fromData(store.status.problem);
      tasks.push(...(await toVerify(store)));
    } catch (error) {
      if (stores.length === 1) throw error;
      log.warn(`[${store.folder.name}] could not be verified`, Problem.from(error).message);
      closed.push(store.folder.name);
    }
  }
  return { tasks, closed };
}

/** Does not wait for the answer: whoever called the command need not, either. */
async function offer(services: CommandServices, said: string, notSound: readonly Openable[]): Promise<void> {
  const show = vscode.l10n.t('Show');
  const problems = vscode.l10n.t('Show Problems');
  const choice = await warn(said, show, problems);
  if (choice === problems) await vscode.commands.executeCommand('workbench.actions.view.problems');
  if (choice !== show) return;
  const stores = [...new Set(notSound.map(({ store }) => store))];
  const rows = await Promise.all(stores.map((store) => asLeft(store, notSound)));
  await openChosen(
    services,
    vscode.l10n.t('Not verified'),
    rows.flat().map((found) => leadingTo(found)),
  );
}

/** As verifying has left them. */
async function asLeft(store: FolderStore, found: readonly Openable[]): Promise<Openable[]> {
  const ids = found.flatMap((each) => (each.store === store ? [each.task.id] : []));
  const now = await rowsNow(store, ids.slice(0, MOST_SHOWN));
  return [...now.values()].map(({ task }) => ({ store, task }));
}

/**
 * A task that was deleted meanwhile, or that cannot be looked at, keeps none of the others from it. `undefined`: it was
 * cancelled in the middle, and nothing of it is kept.
 */
async function outcomeOf(
  { log }: CommandServices,
  store: FolderStore,
  { id }: Openable['task'],
  waiting: Waiting,
): Promise<'verified' | 'failed' | 'unverifiable' | undefined> {
  try {
    return (await store.execute('task.verify', { task: id }, waiting)).verification.status;
  } catch (error) {
    if (isCalledOff(error)) return undefined;
    log.warn(`${id} could not be verified`, Problem.from(error).message);
    return 'unverifiable';
  }
}

/** What a person has overridden stays as it was decided. */
async function toVerify(store: FolderStore): Promise<Openable[]> {
  const tasks: Openable[] = [];
  let after: Cursor;
  do {
    const { rows, next } = await store.read('task.search', { limit: 500, ...(after && { after }) });
    const left = rows.filter(({ evidence }) => evidence !== 'none' && evidence !== 'overridden');
    tasks.push(...left.map((task) => ({ store, task })));
    after = next ?? undefined;
  } while (after);
  return tasks;
}
