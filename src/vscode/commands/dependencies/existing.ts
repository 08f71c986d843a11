import * as vscode from 'vscode';
import { DEPENDENCY_KINDS, type DependencyKind } from '../../../domain/dependency/dependency';
import { Problem } from '../../../domain/problem';
import { askChoice } from '../../ask/pick';
import type { Answer, Place } from '../../ask/walk';
import type { QueryOutput, TaskRow } from '../../../orchestrator/registry';
import type { FolderStore } from '../../folderStore';
import { plainState } from '../../words/plainState';
import { wordsNow } from '../../words/statesNow';
import { dependencyWords } from '../../words/terms';
import { oneOf, textOf } from '../argument';

export interface Dependency {
  readonly depends_on: string;
  readonly kind: DependencyKind;
}

type Neighbour = QueryOutput<'task.show'>['waitsFor'][number];

/** `{ "on": "…", "kind": "completion" }` names one that there is; most have the usual kind. */
export function givenDependency(fields: Readonly<Record<string, unknown>>): Dependency | undefined {
  const depends_on = textOf(fields, 'on');
  if (depends_on === undefined) return undefined;
  return { depends_on, kind: oneOf(fields, 'kind', DEPENDENCY_KINDS) ?? 'completion' };
}

/** One of the dependencies that a task has. */
export const dependencyStep = (store: FolderStore, fits: (neighbour: Neighbour) => boolean, placeholder: string) => ({
  key: 'dependency' as const,
  ask: async (place: Place, { task }: { task?: TaskRow }): Promise<Answer<Dependency>> => {
    if (!task) return undefined;
    const { waitsFor } = await store.read('task.show', { task: task.id });
    const fitting = waitsFor.filter(fits);
    const words = await wordsNow(
      store,
      fitting.map((neighbour) => neighbour.task),
    );
    const choices = fitting.map(({ title, state, kind, task: depends_on }) => ({
      label: title,
      description: `${dependencyWords(kind).label} · ${words.get(depends_on) ?? plainState(state)}`,
      value: { depends_on, kind },
    }));
    if (choices.length > 0) return askChoice(place, placeholder, choices);
    throw new Problem(
      'not_found',
      vscode.l10n.t('“{0}” has no dependency that this applies to.', task.title),
      vscode.l10n.t('Show Task lists what it waits for.'),
    );
  },
});
