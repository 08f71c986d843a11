import * as vscode from 'vscode';
import { warn } from '../../notify';
import { notDone } from '../../../domain/evidence/notDone';
import type { CommandOutput, TaskRow } from '../../../orchestrator/registry';
import { commandId } from '../../contributions/commands';
import type { FolderStore } from '../../folderStore';
import { reasonWords } from '../../words/evidence';
import { seal } from '../sealed';

type Refused = Pick<CommandOutput<'task.approve'>, 'state' | 'verification'>;

/** Says that a task is not done, what is not as it should be, and what a person can do about it. Waits for no answer. */
export function tellNotAccepted(
  store: FolderStore,
  { id, title }: TaskRow,
  { state, verification }: Refused,
  log: vscode.LogOutputChannel,
): void {
  if (!verification) return;
  log.info(notDone({ task: id, state, verification }).message);
  void offer(store, { id, title }, verification);
}

async function offer(
  store: FolderStore,
  { id, title }: Pick<TaskRow, 'id' | 'title'>,
  verification: NonNullable<Refused['verification']>,
): Promise<void> {
  const run = (key: 'showRecorded' | 'verifyTask' | 'overrideTask' | 'approveChecks'): Thenable<unknown> =>
    vscode.commands.executeCommand(commandId(key), seal({ store, task: { id } }));
  const isMissingApproval = verification.checks.some(({ status }) => status === 'not_approved');
  const actions: [string, () => Thenable<unknown>][] = [
    [vscode.l10n.t('Show Problems'), () => vscode.commands.executeCommand('workbench.actions.view.problems')],
    [vscode.l10n.t('Verify Again'), () => run('verifyTask')],
    ...(isMissingApproval
      ? [[vscode.l10n.t('Approve Checks…'), () => run('approveChecks')] satisfies [string, () => Thenable<unknown>]]
      : []),
    [vscode.l10n.t('Complete Anyway…'), () => run('overrideTask')],
  ];
  const said = vscode.l10n.t('“{0}” is not done: {1}', title, reasonWords(verification.summary));
  const choice = await warn(said, ...actions.map(([label]) => label));
  await actions.find(([label]) => label === choice)?.[1]();
}
