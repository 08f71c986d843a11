import * as vscode from 'vscode';
import { askChoice } from '../../ask/pick';
import { taskStep } from '../../ask/task';
import { askText, required } from '../../ask/text';
import { walk } from '../../ask/walk';
import type { TaskRow } from '../../../orchestrator/registry';
import { outcomeWords, type Outcome } from '../../words/terms';
import { underWay } from '../../underWay';
import { oneOf, present, textOf, textsOf } from '../argument';
import { beginChange } from '../begin';
import { tell } from '../../notify';
import type { CommandServices } from '../services';
import type { ChangedFile } from './changedFiles';
import { tellNotAccepted } from './notAccepted';
import { askProduced, takeOver, tellFinished } from './produced';

const OUTCOMES = ['done', 'failed', 'blocked', 'needs_revision'] as const;
const icons: Record<Outcome, string> = {
  done: 'pass',
  failed: 'error',
  blocked: 'circle-slash',
  needs_revision: 'debug-restart',
};

interface Answers {
  readonly task: TaskRow;
  readonly result: Outcome;
  readonly summary: string;
  readonly produced?: ChangedFile[];
}

/**
 * A caller may pass `{ "task": "…", "result": "done", "summary": "…", "detail": "…", "files": ["…"] }`; one who says how it
 * ended is not asked for files.
 */
export async function finishTask(services: CommandServices, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('Finish Task');
  const begun = await beginChange(services, argument, title);
  if (!begun) return;
  const { store, task, fields } = begun;
  const given = textsOf(fields, 'files');
  const result = oneOf(fields, 'result', OUTCOMES);
  const answers = await walk<Answers>(
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
      {
        key: 'produced',
        // Counted from the beginning, since most work ends well.
        when: (soFar) => (soFar.result ?? 'done') === 'done' && result === undefined && given === undefined,
        ask: async (place, { task: finished }) => (finished ? askProduced(place, store, finished) : undefined),
      },
    ],
    present({ task, result, summary: textOf(fields, 'summary') }),
  );
  if (!answers) return;
  const { task: finished, summary, produced = [] } = answers;
  const taken = await takeOver(begun, finished, produced);
  if (!taken) return;
  const files = [...taken, ...(given ?? []).map((path) => ({ op: 'modify' as const, path }))];
  const claim = services.claims.tokenFor(store, finished);
  const ending = { result: answers.result, summary, files, ...present({ claim, detail: textOf(fields, 'detail') }) };
  const answer = await underWay(vscode.l10n.t('Finishing “{0}”', finished.title), (waiting) =>
    store.execute('task.finish', { task: finished.id, ...ending }, waiting),
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
  if (ending.result === 'done') tellFinished(store, finished, answer.verification);
  else tell(vscode.l10n.t('The result of “{0}” is kept: {1}.', finished.title, outcomeWords(ending.result)));
}
