import * as vscode from 'vscode';
import type { QueryOutput } from '../../orchestrator/registry';
import type { FolderStore } from '../folderStore';
import { actorName } from '../words/actors';
import { planForPeople } from '../words/planText';
import { outcomeWords } from '../words/terms';
import { dateAndTime } from '../words/times';
import { bullets, lines, part } from './markdown';

/**
 * One version of a plan. It begins with what it is, also because a quick pick that asks for a verdict covers the first
 * lines of the editor.
 */
export async function planText(
  store: FolderStore,
  title: string,
  { plans }: QueryOutput<'task.plans'>,
  version: number,
): Promise<string> {
  const plan = plans.find((candidate) => candidate.version === version);
  if (!plan) return vscode.l10n.t('There is no plan with version {0}.', version);
  const { actor, at, body } = plan;
  const about = vscode.l10n.t('Plan, version {0}, by {1}, {2}', version, actorName(actor), dateAndTime(at));
  return lines(`# ${title}`, '', about, '', '---', '', await planForPeople(store, body));
}

export function resultText(title: string, { rows }: QueryOutput<'task.results'>, version: number): string {
  const result = rows.find((row) => row.version === version);
  if (!result) return vscode.l10n.t('There is no result with version {0}.', version);
  const { outcome, summary, detail, artifacts, actor, at } = result;
  const about = vscode.l10n.t('Result, version {0}, by {1}, {2}', version, actorName(actor), dateAndTime(at));
  return lines(
    `# ${title}`,
    '',
    about,
    '',
    '---',
    '',
    `${outcomeWords(outcome)}: ${summary}`,
    part(vscode.l10n.t('Details'), detail),
    part(vscode.l10n.t('Artifacts'), bullets(artifacts)),
  );
}
