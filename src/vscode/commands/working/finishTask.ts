import * as vscode from 'vscode';
import { askChoice } from '../../ask/pick';
import { taskStep } from '../../ask/task';
import { askText, required } from '../../ask/text';
import { walk } from '../../ask/walk';
import type { TaskRow } from '../../../orchestrator/registry';
import { outcomeWords, type Outcome } from '../../words/terms';
import { underWay } from '../../underWay';
import { oneOf, present, textOf } from '../argument';
import { beginChange } from '../begin';
import { tell } from '../onTask';
import type { CommandServices } from '../services';
import { tellNotAccepted } from './notAccepted';

const OUTCOMES = ['done', 'failed', 'blocked', 'needs_revision'] as const;
const icons: Record<Outcome, string> = {
  done: 'pass',
  failed: 'error',
  blocked: 'circle-slash',
  needs_revision: 'debug-restart',
};

/** A caller may pass `{ "task": "…", "result": "done", "summary": "…", "detail": "…" }`. */
export async function finishTask(services: CommandServices, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('Finish Task');
  const begun = await beginChange(services, argument, title);
  if (!begun) return;
  const { store, task, fields } = begun;
  const answers = await walk<{ task: TaskRow; result: Outcome; summary: string }>(
    title,
    [
      taskStep(store, { act: 'finishTask' }),
      {
        key: 'result',
        ask: (place) =>
          askChoice(
            place,
            vscode.l10n.t('How did it end?'),
            OUTCOMES.map((value) => ({
              label: outcomeWords(value),
              iconPath: new vscode.ThemeIcon(icons[value]),
              value,
            })),
          ),
      },
      {
        key: 'summary',
        ask: (place, { result }) =>
          askText(place, {
            prompt:
              result === 'done'
                ? vscode.l10n.t('What was done?')
                : vscode.l10n.t('What happened, and what is missing?'),
            mistake: required(vscode.l10n.t('A summary is needed; others build on it.')),
          }),
      },
    ],
    present({ task, result: oneOf(fields, 'result', OUTCOMES), summary: textOf(fields, 'summary') }),
  );
  if (!answers) return;
  const { task: finished, result, summary } = answers;
  const claim = services.claims.tokenFor(store, finished);
  const more = present({ claim, detail: textOf(fields, 'detail') });
  const answer = await underWay(vscode.l10n.t('Finishing “{0}”', finished.title), (waiting) =>
    store.execute('task.finish', { task: finished.id, result, summary, ...more }, waiting),
  );
  if (!answer) {
    tell(vscode.l10n.t('Cancelled: “{0}” is as it was.', finished.title));
    return;
  }
  if (!answer.accepted) {
    tellNotAccepted(store, finished, answer, services.log);
    return;
  }
  await services.claims.forget(store, finished.id);
  tell(vscode.l10n.t('The result of “{0}” is kept: {1}.', finished.title, outcomeWords(result)));
}
