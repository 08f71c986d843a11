import * as vscode from 'vscode';
import { keyOf, type Plan, type PlanStep } from '../../../domain/template/plan';
import type { FilesOutput } from '../../../orchestrator/registry';
import { chosen, openPick, separator, shownRows, type Choice, type Line } from '../../ask/pick';
import type { Answer, Place } from '../../ask/walk';

/** Spaces at the beginning of a label are taken away; this one is not. */
const INDENT = '\u2003';

/** Shows the tree as it would be. Choosing the first row makes it; *Back* changes what was answered. */
export function askPreview(place: Place, filled: FilesOutput<'templates.fill'>): Promise<Answer<Plan>> {
  const { plan, mistakes } = filled;
  const pick = openPick<Choice<Plan> | Line | vscode.QuickPickItem>(
    place,
    plan ? vscode.l10n.t('Enter makes these tasks') : vscode.l10n.t('This cannot be made; go back and change it'),
  );
  pick.matchOnDescription = true;
  pick.items = shownRows(plan ? previewOf(plan) : mistakes.map(asMistake));
  const [first] = pick.items;
  if (plan && first) pick.activeItems = [first];
  return chosen(pick as vscode.QuickPick<Choice<Plan> | Line>);
}

const asMistake = (label: string): vscode.QuickPickItem => ({ label, iconPath: new vscode.ThemeIcon('error') });

function previewOf(plan: Plan): (Choice<Plan> | Line | vscode.QuickPickItem)[] {
  const titles = titlesByKey(plan.steps);
  const count = titles.size + 1;
  const make: Choice<Plan> = {
    label: count === 1 ? vscode.l10n.t('Make this task') : vscode.l10n.t('Make these {0} tasks', count),
    description: notes(plan).join(' · '),
    iconPath: new vscode.ThemeIcon('check'),
    alwaysShow: true,
    value: plan,
  };
  const root: vscode.QuickPickItem = {
    label: plan.goal,
    description: [plan.stream, plan.role].filter((fact) => fact !== undefined).join(', '),
  };
  return [make, separator(vscode.l10n.t('What is made')), root, ...rowsOf(plan.steps, titles, 1), ...checkRows(plan)];
}

/** All commands of a tree, each once. */
function checksOf({ checks = [], steps }: Plan): string[] {
  const below = (inner: readonly PlanStep[]): string[] =>
    inner.flatMap((step) => [...(step.checks ?? []), ...below(step.steps ?? [])]);
  return [...new Set([...checks, ...below(steps)])];
}

/** Made by nobody's word alone: they wait for an approval of their own, and are seen before (rules G5, G8). */
function checkRows(plan: Plan): vscode.QuickPickItem[] {
  const checks = checksOf(plan);
  if (checks.length === 0) return [];
  return [
    separator(vscode.l10n.t('Checks, which wait for your approval before they run')),
    ...checks.map((command) => ({ label: command, iconPath: new vscode.ThemeIcon('shield') })),
  ];
}

function notes(plan: Plan): string[] {
  const checks = checksOf(plan).length;
  const { approval } = plan;
  return [
    ...(approval === undefined || approval === 'none' ? [] : [approvalNote(approval)]),
    ...(checks === 0
      ? []
      : [
          checks === 1
            ? vscode.l10n.t('Its check will wait for your approval')
            : vscode.l10n.t('Its {0} checks will wait for your approval', checks),
        ]),
  ];
}

function approvalNote(approval: 'plan' | 'result' | 'both'): string {
  switch (approval) {
    case 'plan':
      return vscode.l10n.t('The plan then waits for your approval');
    case 'result':
      return vscode.l10n.t('The result will wait for your approval');
    case 'both':
      return vscode.l10n.t('Plan and result wait for your approval');
  }
}

function titlesByKey(steps: readonly PlanStep[]): ReadonlyMap<string, string> {
  return new Map(steps.flatMap(({ key, title, steps: inner = [] }) => [[key, title], ...titlesByKey(inner)]));
}

const rowsOf = (
  steps: readonly PlanStep[],
  titles: ReadonlyMap<string, string>,
  depth: number,
): vscode.QuickPickItem[] =>
  steps.flatMap(({ title, role, after = [], steps: inner = [] }) => {
    const before = after.map((gate) => titles.get(keyOf(gate)) ?? keyOf(gate));
    const facts = [
      ...(role === undefined ? [] : [role]),
      ...(before.length === 0 ? [] : [vscode.l10n.t('after {0}', before.join(', '))]),
    ];
    return [
      { label: `${INDENT.repeat(depth)}${title}`, description: facts.join(' · ') },
      ...rowsOf(inner, titles, depth + 1),
    ];
  });
