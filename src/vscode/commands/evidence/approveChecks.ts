import * as vscode from 'vscode';
import { Problem } from '../../../domain/problem';
import { askSeveral } from '../../ask/pick';
import { taskStep } from '../../ask/task';
import { walk } from '../../ask/walk';
import type { QueryOutput, TaskRow } from '../../../orchestrator/registry';
import { actorName } from '../../words/actors';
import { checkLabel } from '../../words/plain';
import type { FolderStore } from '../../folderStore';
import { present } from '../argument';
import { beginChange } from '../begin';
import { tell } from '../onTask';
import type { CommandServices } from '../services';
import { askToRun } from './askToRun';

type Check = QueryOutput<'task.evidence'>['checks'][number];

interface Answers {
  readonly task: TaskRow;
  readonly allowed: string[];
}

/**
 * The commands of a task that may be run: exactly as they are shown before a person agrees (rule G5). A caller may pass
 * `{ "task": "…", "which": "open" }` to be asked at once about those that wait.
 */
export async function approveChecks(services: CommandServices, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('Approve Checks');
  const begun = await beginChange(services, argument, title);
  if (!begun) return;
  const { store, task, fields } = begun;
  if (task && fields['which'] === 'open') {
    const open = await openChecks(store, task);
    if (open.length === 0) throw noneWaits(task);
    await askToRun(services, store, task, open);
    return;
  }
  let checks: Check[] = [];
  const answers = await walk<Answers>(
    title,
    [
      taskStep(store, { act: 'approveChecks' }),
      {
        key: 'allowed',
        ask: async (place, soFar) => {
          if (!soFar.task) return undefined;
          ({ checks } = await store.read('task.evidence', { task: soFar.task.id }));
          if (checks.length === 0) throw noChecks(soFar.task);
          // Only what a person has approved is ticked: what an agent wrote waits for theirs.
          const isApproved = (command: string): boolean =>
            checks.some((check) => check.command === command && check.approved !== null);
          const choices = checks.map(({ command, approved }) => ({
            label: checkLabel(command),
            description: approved
              ? vscode.l10n.t('approved by {0}', actorName(approved.actor))
              : vscode.l10n.t('not approved'),
            value: command,
          }));
          return askSeveral(place, vscode.l10n.t('Which of these commands may be run here?'), choices, isApproved);
        },
      },
    ],
    present({ task }),
  );
  if (!answers) return;
  const { task: chosen, allowed } = answers;
  const isAllowed = ({ command }: Check): boolean => allowed.includes(command);
  const granted = checks.filter((check) => !check.approved && isAllowed(check)).map(({ command }) => command);
  const withdrawn = checks.filter((check) => check.approved && !isAllowed(check)).map(({ command }) => command);
  if (granted.length > 0 && !(await askToRun(services, store, chosen, granted))) return;
  if (withdrawn.length > 0) {
    await store.execute('checks.approve', { task: chosen.id, checks: withdrawn, approved: false });
  }
  tell(vscode.l10n.t('{0} of {1} checks of “{2}” may be run.', allowed.length, checks.length, chosen.title));
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

const noChecks = ({ title }: TaskRow): Problem =>
  new Problem(
    'not_found',
    vscode.l10n.t('“{0}” has no checks.', title),
    vscode.l10n.t('Edit Task adds commands that show whether it is done.'),
  );
