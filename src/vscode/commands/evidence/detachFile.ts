import * as vscode from 'vscode';
import { askChoice } from '../../ask/pick';
import { reasonStep } from '../../ask/reason';
import { taskStep } from '../../ask/task';
import { walk } from '../../ask/walk';
import type { TaskRow } from '../../../orchestrator/registry';
import { present, textOf, textsOf } from '../argument';
import { beginChange } from '../begin';
import { tell } from '../../notify';
import { isMeant } from '../outside';
import type { CommandServices } from '../services';
import { fileChoice, filesOf } from './taskFiles';

interface Answers {
  readonly task: TaskRow;
  readonly path: string;
  readonly reason: string;
}

/** A task no longer answers for a file. A caller may pass `{ "task": "…", "path": "…", "reason": "…" }`. */
export async function detachFile(services: CommandServices, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('Detach File from Task');
  const begun = await beginChange(services, argument, title);
  if (!begun) return;
  const { store, task, fields } = begun;
  const placeholder = vscode.l10n.t('Which file is none of its business?');
  const answers = await walk<Answers>(
    title,
    [
      taskStep(store, { act: 'detachFile' }),
      {
        key: 'path',
        ask: async (place, soFar) => {
          if (!soFar.task) return undefined;
          const files = await filesOf(store, soFar.task);
          return askChoice(place, placeholder, files.map(fileChoice));
        },
      },
      reasonStep(vscode.l10n.t('Why does the task not answer for it? The reason stays visible.')),
    ],
    present({
      task,
      path: textOf(fields, 'path') ?? textsOf(fields, 'paths')?.[0],
      reason: textOf(fields, 'reason'),
    }),
  );
  if (!answers) return;
  const { task: chosen, path, reason } = answers;
  const question = vscode.l10n.t('Shall “{0}” no longer answer for {1}?', chosen.title, path);
  if (!(await isMeant(begun, question, vscode.l10n.t('Detach'), { reason }))) return;
  await store.execute('files.detach', { task: chosen.id, path, reason });
  tell(vscode.l10n.t('“{0}” no longer answers for {1}.', chosen.title, path));
}
