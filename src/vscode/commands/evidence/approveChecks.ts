import * as vscode from 'vscode';
import { visibleCheck } from '../../../domain/evidence/checkText';
import { Problem } from '../../../domain/problem';
import { askSeveral, separator, type Choice, type Line } from '../../ask/pick';
import { taskStep } from '../../ask/task';
import { walk } from '../../ask/walk';
import type { QueryOutput, TaskRow } from '../../../orchestrator/registry';
import { actorName } from '../../words/actors';
import type { FolderStore } from '../../folderStore';
import { present } from '../argument';
import { beginChange } from '../begin';
import { tell } from '../../notify';
import type { CommandServices } from '../services';
import { askToRun } from './askToRun';
import { openChecksElsewhere, type ChecksOf } from './planChecks';

type Check = QueryOutput<'task.evidence'>['checks'][number];

interface Row {
  readonly task: TaskRow;
  readonly command: string;
}

interface Answers {
  readonly task: TaskRow;
  readonly allowed: Row[];
}

/**
 * The commands of a task that may be run, and those of its plan that wait: exactly as they are shown before a person agrees
 * (rule G5). A caller may pass `{ "task": "…", "which": "open" }` to be asked at once about those of the task that wait.
 */
export async function approveChecks(services: CommandServices, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('Approve Checks');
  const begun = await beginChange(services, argument, title);
  if (!begun) return;
  const { store, task, fields } = begun;
  if (task && fields['which'] === 'open') {
    const checks = await openChecks(store, task);
    if (checks.length === 0) throw noneWaits(task);
    await askToRun(services, store, [{ task, checks }]);
    return;
  }
  let checks: Check[] = [];
  let elsewhere: ChecksOf[] = [];
  const answers = await walk<Answers>(
    title,
    [
      taskStep(store, { act: 'approveChecks' }),
      {
        key: 'allowed',
        ask: async (place, { task: of }) => {
          if (!of) return undefined;
          ({ checks } = await store.read('task.evidence', { task: of.id }));
          elsewhere = await openChecksElsewhere(store, of);
          if (checks.length === 0 && elsewhere.length === 0) throw noChecks(of);
          // Only what a person has approved is ticked: what an agent wrote waits for theirs.
          const isApproved = (row: Row): boolean =>
            row.task === of && checks.some(({ command, approved }) => command === row.command && approved !== null);
          const choices = [...checks.map((check) => ownChoice(of, check)), ...othersChoices(elsewhere)];
          return askSeveral(place, vscode.l10n.t('Tick the commands that may be run here'), choices, isApproved);
        },
      },
    ],
    present({ task }),
  );
  if (!answers) return;
  const { task: chosen, allowed } = answers;
  const allowedOf = (of: TaskRow): string[] => allowed.flatMap((row) => (row.task === of ? [row.command] : []));
  const own = allowedOf(chosen);
  const granted = checks.filter(({ approved, command }) => !approved && own.includes(command));
  const withdrawn = checks.filter(({ approved, command }) => approved && !own.includes(command));
  const wanted = [
    { task: chosen, checks: granted.map(({ command }) => command) },
    ...elsewhere.map(({ task: other }) => ({ task: other, checks: allowedOf(other) })),
  ].filter(({ checks: some }) => some.length > 0);
  if (wanted.length > 0 && !(await askToRun(services, store, wanted))) return;
  if (withdrawn.length > 0) {
    const lines = withdrawn.map(({ command }) => command);
    await store.execute('checks.approve', { task: chosen.id, checks: lines, approved: false });
  }
  const all = checks.length + elsewhere.reduce((sum, { checks: some }) => sum + some.length, 0);
  tell(vscode.l10n.t('{0} of {1} checks of “{2}” may be run.', allowed.length, all, chosen.title));
}

async function openChecks(store: FolderStore, { id }: TaskRow): Promise<string[]> {
  const { checks } = await store.read('task.evidence', { task: id });
  return checks.filter(({ approved }) => approved === null).map(({ command }) => command);
}

const noneWaits = ({ title }: TaskRow): Problem =>
  new Problem(
    'not_possible',
    vscode.l10n.t('No check of “{0}” waits for an approval.', title),
    vscode.l10n.t('Approve Checks shows them all.'),
  );

const ownChoice = (task: TaskRow, { command, approved }: Check): Choice<Row> => ({
  label: visibleCheck(command),
  description: approved ? vscode.l10n.t('approved by {0}', actorName(approved.actor)) : vscode.l10n.t('not approved'),
  value: { task, command },
});

/** Below the title of their task. */
const othersChoices = (elsewhere: readonly ChecksOf[]): (Choice<Row> | Line)[] =>
  elsewhere.flatMap(({ task, checks }) => [
    separator(vscode.l10n.t('Also in this plan: {0}', task.title)),
    ...checks.map((command) => ({
      label: visibleCheck(command),
      description: vscode.l10n.t('not approved'),
      value: { task, command },
    })),
  ]);

const noChecks = ({ title }: TaskRow): Problem =>
  new Problem(
    'not_found',
    vscode.l10n.t('“{0}” has no checks.', title),
    vscode.l10n.t('Edit Task adds commands that show whether it is done.'),
  );
