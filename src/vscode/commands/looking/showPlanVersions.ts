import * as vscode from 'vscode';
import { Problem } from '../../../domain/problem';
import { askChoice } from '../../ask/pick';
import { titleAbout, walk, type Answer, type Place } from '../../ask/walk';
import type { QueryOutput } from '../../../orchestrator/registry';
import { showPlanChange } from '../../documents/planChange';
import { actorName } from '../../words/actors';
import { dateAndTime } from '../../words/times';
import { numberOf, present, readArgument } from '../argument';
import type { CommandServices } from '../services';
import { chooseTask } from './show';

type Plans = QueryOutput<'task.plans'>['plans'];

/** Two versions side by side; the only one by itself. A caller may pass `{ "task": "…", "from": 1, "to": 2 }`. */
export async function showPlanVersions(services: CommandServices, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('Show Plan Versions');
  const chosen = await chooseTask(services, argument, title);
  if (!chosen) return;
  const { store, task } = chosen;
  const { plans } = await store.read('task.plans', { task: task.id, limit: 100 });
  const [newest] = plans;
  if (!newest) {
    const remedy = vscode.l10n.t('Submit Plan adds one.');
    throw new Problem('not_found', vscode.l10n.t('“{0}” has no plan yet.', task.title), remedy);
  }
  if (plans.length === 1) {
    const tab = vscode.l10n.t('{0} (plan)', task.title);
    return services.documents.show(store, { kind: 'plan', task: task.id, version: newest.version }, tab);
  }
  const { fields } = readArgument(argument);
  const answers = await walk<{ to: number; from: number }>(
    titleAbout(title, task),
    [
      { key: 'to', ask: (place) => askVersion(place, plans.slice(0, -1), vscode.l10n.t('Which version?')) },
      {
        key: 'from',
        ask: (place, { to = newest.version }) =>
          askVersion(
            place,
            plans.filter(({ version }) => version < to),
            vscode.l10n.t('Compared with which one before?'),
          ),
      },
    ],
    present({ from: numberOf(fields, 'from'), to: numberOf(fields, 'to') }),
  );
  if (answers) await showPlanChange(services.documents, store, task, answers.from, answers.to);
}

const askVersion = (place: Place, plans: Plans, placeholder: string): Promise<Answer<number>> =>
  askChoice(
    place,
    placeholder,
    plans.map(({ version, actor, at }) => ({
      label: vscode.l10n.t('Version {0}', version),
      description: `${actorName(actor)} · ${dateAndTime(at)}`,
      value: version,
    })),
  );
