import * as vscode from 'vscode';
import { Problem } from '../../../domain/problem';
import type { TaskRow } from '../../../orchestrator/registry';
import type { FolderStore } from '../../folderStore';
import type { Documents } from '../../documents/documents';
import { showPlanChange } from '../../documents/planChange';
import { shownForVerdict } from './shownForVerdict';

/** What waits for a verdict: a version of a plan, or of a result. */
export interface Awaited {
  readonly subject: 'plan' | 'result';
  readonly version: number;
}

export async function awaitedOf(store: FolderStore, { id, title }: TaskRow): Promise<Awaited> {
  const { task, plan, result } = await store.read('task.show', { task: id });
  if (task.state === 'plan_awaiting_approval' && plan) return { subject: 'plan', version: plan.version };
  if (task.state === 'implementation_awaiting_approval' && result)
    return { subject: 'result', version: result.version };
  throw new Problem(
    'not_possible',
    vscode.l10n.t('“{0}” does not wait for an approval.', title),
    vscode.l10n.t('Needs You lists what does.'),
  );
}

/** A verdict that came too late for the version it was about is refused, and the newer one is shown. */
export async function onSeenVersion<Output>(
  documents: Documents,
  store: FolderStore,
  task: TaskRow,
  decide: () => Promise<Output>,
): Promise<Output> {
  try {
    return await decide();
  } catch (error) {
    if (Problem.from(error).code === 'conflict') {
      await showAwaited(documents, store, task, await awaitedOf(store, task));
    }
    throw error;
  }
}

/**
 * Opens the very thing that the verdict is about; of a plan that was there before, what changed in it. Whoever came from the
 * palette has the keyboard there when the questions are over: where it was before may be gone.
 */
export async function showAwaited(
  documents: Documents,
  store: FolderStore,
  task: TaskRow,
  { subject, version }: Awaited,
  { preserveFocus = true } = {},
): Promise<void> {
  const options = { preserveFocus, preview: true };
  const name = subject === 'plan' ? vscode.l10n.t('{0} (plan)', task.title) : vscode.l10n.t('{0} (result)', task.title);
  return shownForVerdict(store, task, () =>
    subject === 'plan' && version > 1
      ? showPlanChange(documents, store, task, version - 1, version, options)
      : documents.show(store, { kind: subject, task: task.id, version }, name, options),
  );
}
