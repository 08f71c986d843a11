import * as vscode from 'vscode';
import type { TaskRow } from '../../../orchestrator/registry';
import { approvedAbove } from '../../tasks/approvedAbove';
import type { Begun } from '../begin';
import { isMeant } from '../outside';

/**
 * A person adds to a plan that was approved without being asked again (rule O3), a program does not: so a call from outside
 * that adds below such a task is a person's only if they say so.
 */
export async function mayAddBelow(
  { store, origin }: Pick<Begun, 'store' | 'origin'>,
  parent: string | null | undefined,
  action: string,
): Promise<boolean> {
  if (origin === 'ours' || typeof parent !== 'string') return true;
  const approved = await approvedAbove(store, parent);
  if (approved === undefined) return true;
  return isMeant({ origin }, vscode.l10n.t('Add to “{0}”, whose plan a person approves?', approved.task.title), action);
}

/** The same for what is moved out of it, which a program may not; a call that says so was asked about before. */
export async function mayLeave(
  { store, origin }: Pick<Begun, 'store' | 'origin'>,
  task: Pick<TaskRow, 'title' | 'parentId'>,
  action: string,
): Promise<boolean> {
  if (origin !== 'unsaid' || task.parentId === null || (await approvedAbove(store, task.parentId)) === undefined)
    return true;
  return isMeant(
    { origin },
    vscode.l10n.t('Move “{0}”, which belongs to a plan that a person approves?', task.title),
    action,
  );
}
