import * as vscode from 'vscode';
import { inform } from '../../notify';
import { commandId, type CommandKey } from '../../contributions/commands';
import { doubtAbout } from '../../tasks/doubt';
import { fits, type Act } from '../../tasks/acts';
import { stateWords } from '../../words/states';
import { quoted } from '../../words/titles';
import { chooseTask } from '../looking/show';
import type { CommandServices } from '../services';

/** Why a task does not count as verified, with what one can do about it. A caller may pass `{ "task": "…" }`. */
export async function explainVerification(services: CommandServices, argument: unknown): Promise<void> {
  const chosen = await chooseTask(services, argument, vscode.l10n.t('Why Not Verified?'), 'explainVerification');
  if (!chosen) return;
  const { store, task } = chosen;
  const doubt = await doubtAbout(store, task);
  if (!doubt) {
    const said = vscode.l10n.t('{0}: {1}. There is nothing to explain.', quoted(task.title), stateWords(task));
    void inform(said);
    return;
  }
  const said = `${quoted(task.title)}: ${stateWords(task)}. ${doubt.why} ${doubt.next}`;
  const actions = ways().filter(({ command }) => fits(command, task) && isUseful(command, task.openChecks));
  void inform(said, ...actions.map(({ label }) => label)).then((label) => {
    const action = actions.find((each) => each.label === label);
    if (!action) return;
    const about = { folder: store.folder.uri.toString(), task: task.id };
    void vscode.commands.executeCommand(commandId(action.command), about);
  });
}

const ways = (): readonly { readonly label: string; readonly command: Act & CommandKey }[] => [
  { label: vscode.l10n.t('Approve Checks…'), command: 'approveChecks' },
  { label: vscode.l10n.t('Verify'), command: 'verifyTask' },
  { label: vscode.l10n.t('Reopen…'), command: 'reopenTask' },
];

const isUseful = (command: Act, openChecks: number): boolean => command !== 'approveChecks' || openChecks > 0;
