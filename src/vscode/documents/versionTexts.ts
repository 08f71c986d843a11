import * as vscode from 'vscode';
import type { QueryOutput } from '../../orchestrator/registry';
import { outcomeWords } from '../words/terms';
import { bullets, lines, part } from './markdown';

/** The plan and nothing else: two versions are compared in the diff editor. */
export const planText = ({ plans }: QueryOutput<'task.plans'>, version: number): string => {
  const body = plans.find((plan) => plan.version === version)?.body;
  return body === undefined ? vscode.l10n.t('There is no plan with version {0}.', version) : `${body}\n`;
};

export function resultText({ rows }: QueryOutput<'task.results'>, version: number): string {
  const result = rows.find((row) => row.version === version);
  if (!result) return vscode.l10n.t('There is no result with version {0}.', version);
  const { outcome, summary, detail, artifacts } = result;
  return lines(
    `# ${outcomeWords(outcome)}`,
    '',
    summary,
    part(vscode.l10n.t('Details'), detail),
    part(vscode.l10n.t('Artifacts'), bullets(artifacts)),
  );
}
