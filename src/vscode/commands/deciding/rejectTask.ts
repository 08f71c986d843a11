import * as vscode from 'vscode';
import { reasonStep } from '../../ask/reason';
import { taskStep } from '../../ask/task';
import { walk } from '../../ask/walk';
import { reached } from '../../milestones';
import type { TaskRow } from '../../../orchestrator/registry';
import { numberOf, present, textOf } from '../argument';
import { beginChange } from '../begin';
import { tell } from '../../notify';
import { isMeant } from '../outside';
import type { CommandServices } from '../services';
import { awaitedOf, onSeenVersion, showAwaited, type Awaited } from './awaited';
import { closeShownForVerdict } from './shownForVerdict';

interface Answers {
  readonly task: TaskRow;
  readonly reason: string;
}

/** Shows what waits for an approval while the reason is typed. A caller may pass `{ "task": "…", "reason": "…", "version": 2 }`. */
export async function rejectTask(services: CommandServices, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('Reject');
  const begun = await beginChange(services, argument, title);
  if (!begun) return;
  const { store, task, fields } = begun;
  let awaited: Awaited | undefined;
  const why = reasonStep(
    vscode.l10n.t('Why? Required: whoever works on it next reads this.'),
    vscode.l10n.t('Say what is to be done differently'),
  );
  const answers = await walk<Answers>(
    title,
    [
      taskStep(store, { act: 'rejectTask', placeholder: vscode.l10n.t('What do you want to reject?') }),
      {
        key: 'reason',
        ask: async (place, { task: chosen }) => {
          if (!chosen) return undefined;
          awaited = await awaitedOf(store, chosen);
          await showAwaited(services.documents, store, chosen, awaited, { preserveFocus: task !== undefined });
          return why.ask(place);
        },
      },
    ],
    present({ task, reason: textOf(fields, 'reason') }),
  );
  if (!answers) return;
  const version = numberOf(fields, 'version') ?? awaited?.version;
  const question = vscode.l10n.t('Reject what waits for you of “{0}”?', answers.task.title);
  if (!(await isMeant(begun, question, title, { reason: answers.reason }))) return;
  const rejection = { task: answers.task.id, reason: answers.reason, ...present({ version }) };
  const reject = () => store.execute('task.reject', rejection);
  // A page of ours shows the newer version by itself.
  await (awaited ? onSeenVersion(services.documents, store, answers.task, reject) : reject());
  reached('decided');
  await closeShownForVerdict(store, answers.task, { preserveFocus: task !== undefined });
  tell(vscode.l10n.t('Rejected “{0}”.', answers.task.title));
}
