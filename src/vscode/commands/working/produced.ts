import * as vscode from 'vscode';
import { inform } from '../../notify';
import type { CommandOutput, TaskRow } from '../../../orchestrator/registry';
import { askSeveral } from '../../ask/pick';
import type { Answer, Place } from '../../ask/walk';
import { commandId, type CommandKey } from '../../contributions/commands';
import type { FolderStore } from '../../folderStore';
import type { Begun } from '../begin';
import { reasonWords } from '../../words/evidence';
import { isMeant } from '../outside';
import { seal } from '../sealed';
import { changedFiles, type ChangedFile } from './changedFiles';

/** Lets a person say which files a task has produced; those that were seen to change for it are ticked. None is an answer. */
export async function askProduced(place: Place, store: FolderStore, task: TaskRow): Promise<Answer<ChangedFile[]>> {
  const files = await changedFiles(store, task);
  if (files.length === 0) return { value: [] };
  return askSeveral(
    place,
    vscode.l10n.t(
      'Which files has it produced? Those that are ticked are verified and kept in mind; none is an answer.',
    ),
    files.map((value) => ({ label: value.claim.path, description: value.words, value })),
    ({ known }) => known === 'observed',
  );
}

/**
 * What nobody could tell whose it is belongs to the task from now on; a list can be answered by a command, so that is asked
 * about where no person has begun it. The others are said to be its files when it is finished.
 */
export async function takeOver(
  begun: Begun,
  { id, title }: TaskRow,
  produced: readonly ChangedFile[],
): Promise<ChangedFile['claim'][] | undefined> {
  const paths = produced.filter(({ known }) => known === 'unattributed').map(({ claim }) => claim.path);
  if (paths.length > 0) {
    const question = vscode.l10n.t('Do {0} belong to “{1}”?', paths.join(', '), title);
    if (!(await isMeant(begun, question, vscode.l10n.t('Assign')))) return undefined;
    await begun.store.execute('files.assign', { task: id, paths });
  }
  return produced.filter(({ known }) => known !== 'unattributed').map(({ claim }) => claim);
}

type Verification = CommandOutput<'task.finish'>['verification'];

/** Says that a task was finished and what was found of it. Waits for no answer. */
export function tellFinished(store: FolderStore, { id, title }: TaskRow, verification: Verification): void {
  const ways: { label: string; command: CommandKey }[] = [{ label: vscode.l10n.t('Show Task'), command: 'showTask' }];
  if (verification.checks.some(({ status }) => status === 'not_approved')) {
    ways.push({ label: vscode.l10n.t('Approve Checks…'), command: 'approveChecks' });
  }
  const said = vscode.l10n.t('“{0}” is finished. {1}', title, foundWords(verification));
  void inform(said, ...ways.map(({ label }) => label)).then(async (choice) => {
    const way = ways.find(({ label }) => label === choice);
    if (way) await vscode.commands.executeCommand(commandId(way.command), seal({ store, task: { id } }));
  });
}

export function foundWords({ status, summary, total, checks }: Verification): string {
  const files =
    total === 1 ? vscode.l10n.t('1 file as it was left') : vscode.l10n.t('{0} files as they were left', total);
  const passed = checks.length === 1 ? vscode.l10n.t('1 check') : vscode.l10n.t('{0} checks', checks.length);
  if (status === 'verified') {
    if (checks.length === 0) return vscode.l10n.t('Verified: {0}.', files);
    return total === 0
      ? vscode.l10n.t('Verified: {0} passed.', passed)
      : vscode.l10n.t('Verified: {0}, {1} passed.', files, passed);
  }
  if (total + checks.length === 0)
    return vscode.l10n.t('Nothing was verified: no file is known to be its work, and it has no check.');
  return status === 'failed'
    ? vscode.l10n.t('It is not as it should be: {0}', reasonWords(summary))
    : vscode.l10n.t('Not all could be verified: {0}', reasonWords(summary));
}
