import * as vscode from 'vscode';
import { isCalledOff } from '../../../domain/calledOff';
import { Problem } from '../../../domain/problem';
import type { QueryInput, TaskRow } from '../../../orchestrator/registry';
import type { Waiting } from '../../../engine/client';
import type { FolderStore } from '../../folderStore';
import { progressWords } from '../../underWay';
import { beginChange } from '../begin';
import { leadingTo, openChosen } from '../looking/openChosen';
import { tell } from '../onTask';
import type { CommandServices } from '../services';

const MOST_SHOWN = 500;

type Cursor = QueryInput<'task.search'>['after'];

/** Every task that says it left something, one after the other; cancelling keeps what was found so far. */
export async function verifyAll(services: CommandServices, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('Verify All');
  const begun = await beginChange(services, argument, title);
  if (!begun) return;
  const { store } = begun;
  const counts = { verified: 0, failed: 0, unverifiable: 0 };
  const notSound: string[] = [];
  const tasks = await toVerify(store);
  if (tasks.length === 0) {
    const said = vscode.l10n.t('There is nothing to verify: no task says yet that it left something.');
    void vscode.window.showInformationMessage(said);
    return;
  }
  const isWhole = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, cancellable: true, title: vscode.l10n.t('Verifying tasks') },
    async (progress, cancelled) => {
      const callingOff = new AbortController();
      cancelled.onCancellationRequested(() => callingOff.abort());
      for (const [index, task] of tasks.entries()) {
        const message = `${index + 1}/${tasks.length} ${task.title}`;
        progress.report({ message, increment: index === 0 ? 0 : 100 / tasks.length });
        const onProgress: Waiting['onProgress'] = (made) =>
          progress.report({ message: `${message}: ${progressWords(made)}` });
        const outcome = await outcomeOf(services, store, task, { signal: callingOff.signal, onProgress });
        if (outcome === undefined) return false;
        counts[outcome]++;
        if (outcome !== 'verified') notSound.push(task.id);
      }
      return true;
    },
  );
  const { verified, failed, unverifiable } = counts;
  const done = vscode.l10n.t('{0} verified, {1} failed, {2} cannot be verified', verified, failed, unverifiable);
  const looked = verified + failed + unverifiable;
  const said = isWhole ? done : vscode.l10n.t('Cancelled after {0} of {1} tasks: {2}', looked, tasks.length, done);
  if (notSound.length === 0) tell(said);
  else void offer(services, store, said, notSound);
}

/** Does not wait for the answer: whoever called the command need not, either. */
async function offer(
  services: CommandServices,
  store: FolderStore,
  said: string,
  notSound: readonly string[],
): Promise<void> {
  const show = vscode.l10n.t('Show');
  const problems = vscode.l10n.t('Show Problems');
  const choice = await vscode.window.showWarningMessage(said, show, problems);
  if (choice === problems) await vscode.commands.executeCommand('workbench.actions.view.problems');
  if (choice !== show) return;
  const { rows } = await store.read('task.rows', { ids: notSound.slice(0, MOST_SHOWN) });
  await openChosen(
    services,
    vscode.l10n.t('Not verified'),
    rows.map((task) => leadingTo({ store, task })),
  );
}

/**
 * A task that was deleted meanwhile, or that cannot be looked at, keeps none of the others from it. `undefined`: it was
 * cancelled in the middle, and nothing of it is kept.
 */
async function outcomeOf(
  { log }: CommandServices,
  store: FolderStore,
  { id }: TaskRow,
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
async function toVerify(store: FolderStore): Promise<TaskRow[]> {
  const tasks: TaskRow[] = [];
  let after: Cursor;
  do {
    const { rows, next } = await store.read('task.search', { limit: 500, ...(after && { after }) });
    tasks.push(...rows.filter(({ evidence }) => evidence !== 'none' && evidence !== 'overridden'));
    after = next ?? undefined;
  } while (after);
  return tasks;
}
