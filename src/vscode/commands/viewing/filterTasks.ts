import * as vscode from 'vscode';
import { Problem } from '../../../domain/problem';
import { PHASES, type Phase } from '../../../domain/task/phase';
import { LIMITS } from '../../../domain/task/task';
import { problemWithLength } from '../../ask/limits';
import { askSeveral, separator, type Choice, type Line } from '../../ask/pick';
import { askText } from '../../ask/text';
import { walk, type Answer, type Place } from '../../ask/walk';
import type { Stores } from '../../stores';
import type { TaskFilter } from '../../views/tasks/look';
import { roleWords, streamWords } from '../../words/filter';
import { phaseWords } from '../../words/phases';
import { phaseIcon } from '../../tasks/icon';
import { present, readArgument, textOf, textsOf } from '../argument';
import type { CommandServices } from '../services';

/** One thing that tasks can be narrowed to. */
type Facet =
  | { readonly of: 'phases'; readonly value: Phase }
  | { readonly of: 'roles' | 'streams'; readonly value: string | null }
  | { readonly of: 'labels'; readonly value: string };

/**
 * Narrows the Tasks view. A caller may pass `{ "states": ["blocked"], "roles": ["tester"], "streams": ["Docs"],
 * "labels": ["parser"], "text": "…" }`.
 */
export async function filterTasks({ stores, tasksView }: CommandServices, argument: unknown): Promise<void> {
  const { fields } = readArgument(argument);
  const given = givenFilter(fields);
  if (given) return tasksView.memory.filterBy(given);
  const { filter } = tasksView.memory.look;
  const answers = await walk<{ facets: Facet[]; text: string }>(vscode.l10n.t('Filter Tasks'), [
    { key: 'facets', ask: (place) => askFacets(place, stores, filter) },
    {
      key: 'text',
      ask: (place) =>
        askText(place, {
          prompt: vscode.l10n.t('Which words should the tasks contain? Enter without any for all tasks.'),
          mistake: problemWithWords,
          ...present({ value: filter.text }),
        }),
    },
  ]);
  if (answers) await tasksView.memory.filterBy(filterFrom(answers.facets, answers.text));
}

const problemWithWords = (text: string): string | undefined => problemWithLength(text, LIMITS.search);

function givenFilter(fields: Readonly<Record<string, unknown>>): TaskFilter | undefined {
  const phases = textsOf(fields, 'states')?.filter((state): state is Phase => PHASES.includes(state as Phase));
  const [roles, streams, labels] = ['roles', 'streams', 'labels'].map((key) => textsOf(fields, key));
  const given = present({ phases, roles, streams, labels, text: textOf(fields, 'text')?.trim() });
  const problem = given.text === undefined ? undefined : problemWithWords(given.text);
  if (problem !== undefined) throw new Problem('invalid_input', problem, vscode.l10n.t('Search for fewer words.'));
  return Object.keys(given).length === 0 ? undefined : given;
}

function filterFrom(facets: readonly Facet[], text: string): TaskFilter {
  const filter: Record<string, unknown[]> = {};
  for (const { of, value } of facets) (filter[of] ??= []).push(value);
  return { ...(filter as TaskFilter), ...(text !== '' && { text }) };
}

async function askFacets(place: Place, stores: Stores, filter: TaskFilter): Promise<Answer<Facet[]>> {
  const choices = await readFacets(stores);
  const isChosen = ({ of, value }: Facet): boolean =>
    (filter[of] as readonly unknown[] | undefined)?.includes(value) ?? false;
  return askSeveral(place, vscode.l10n.t('Tick what to show; nothing ticked shows all'), choices, isChosen);
}

/** Of all folders together. */
async function readFacets(stores: Stores): Promise<(Choice<Facet> | Line)[]> {
  const open = stores.all.filter(({ status }) => status.state === 'ready');
  const [facets, streams] = await Promise.all([
    Promise.all(open.map((store) => store.read('tree.facets', {}))),
    Promise.all(open.map((store) => store.read('stream.list', { archived: false }))),
  ]);
  const distinct = (names: readonly string[]): string[] => [...new Set(names)].sort();
  const roles = distinct(facets.flatMap((each) => each.roles));
  const labels = distinct(facets.flatMap((each) => each.labels));
  const names = distinct(streams.flatMap(({ rows }) => rows.map(({ name }) => name)));
  const icon = (name: string) => ({ iconPath: new vscode.ThemeIcon(name) });
  return [
    separator(vscode.l10n.t('States')),
    ...PHASES.map((value) => ({
      label: phaseWords(value),
      iconPath: phaseIcon(value),
      value: { of: 'phases' as const, value },
    })),
    ...under(vscode.l10n.t('Roles'), roles.length === 0 ? [] : [...roles, null], (value) => ({
      label: roleWords(value),
      ...icon('person'),
      value: { of: 'roles' as const, value },
    })),
    ...under(vscode.l10n.t('Streams'), names.length === 0 ? [] : [...names, null], (value) => ({
      label: streamWords(value),
      ...icon('layers'),
      value: { of: 'streams' as const, value },
    })),
    ...under(vscode.l10n.t('Labels'), labels, (value) => ({
      label: value,
      ...icon('tag'),
      value: { of: 'labels' as const, value },
    })),
  ];
}

/** Rows under a heading, which is there only with them. */
function under<Of>(heading: string, of: readonly Of[], row: (value: Of) => Choice<Facet>): (Choice<Facet> | Line)[] {
  return of.length === 0 ? [] : [separator(heading), ...of.map(row)];
}
