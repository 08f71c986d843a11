import * as vscode from 'vscode';
import type { CommandInput } from '../../orchestrator/registry';
import type { FolderStore } from '../folderStore';
import { approvedAbove } from './approvedAbove';

/** Goals whose plan a person approves, by their ids, each with the version of its plan. */
type Plans = ReadonlyMap<string, number>;

/** The plans that a person approves from which, to which or within which these moves lead. */
export async function plansAround(store: FolderStore, moves: CommandInput<'task.arrange'>['moves']): Promise<Plans> {
  const moved = await Promise.all(moves.map(({ task }) => store.read('task.get', { id: task })));
  const parents = [...moved.map((task) => task?.parentId), ...moves.map(({ parent }) => parent)];
  const found = new Map<string, number>();
  for (const id of new Set(parents.filter((parent) => typeof parent === 'string'))) {
    const owner = await approvedAbove(store, id, (stage) => stage === 'plan_approval');
    if (owner) found.set(owner.task.id, owner.plan?.version ?? 0);
  }
  return found;
}

/** What a change of a person's has made of these plans (rule O3), a sentence each; none where nothing has become of them. */
export async function plansChangedSince(store: FolderStore, before: Plans): Promise<string[]> {
  const all = await Promise.all([...before.keys()].map((task) => store.read('task.show', { task })));
  return all.flatMap(({ task: { id, title, state }, plan }) => {
    if (!plan || plan.version === before.get(id)) return [];
    return state === 'plan_awaiting_approval'
      ? [vscode.l10n.t('The plan of “{0}” waits for a verdict as version {1} now.', title, plan.version)]
      : [
          vscode.l10n.t(
            'The plan of “{0}” is version {1} now and stays approved, as a person has changed it.',
            title,
            plan.version,
          ),
        ];
  });
}
