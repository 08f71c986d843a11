import * as vscode from 'vscode';
import { reasonStep } from '../../ask/reason';
import { taskStep } from '../../ask/task';
import { walk } from '../../ask/walk';
import type { TaskRow } from '../../../orchestrator/registry';
import { present, textOf, textsOf } from '../argument';
import { beginChange } from '../begin';
import { tell } from '../../notify';
import { isMeant } from '../outside';
import type { CommandServices } from '../services';
import { askFiles } from './taskFiles';

interface Answers {
  readonly task: TaskRow;
  readonly paths: string[];
  readonly reason: string;
}

/** What is on disk is right, whatever was recorded. A caller may pass `{ "task": "…", "paths": ["…"], "reason": "…" }`. */
export async function acceptContent(services: CommandServices, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('Accept Current Content');
  const begun = await beginChange(services, argument, title);
  if (!begun) return;
  const { store, task, fields } = begun;
  const answers = await walk<Answers>(
    title,
    [
      taskStep(store, { act: 'acceptContent' }),
      {
        key: 'paths',
        ask: async (place, soFar) =>
          soFar.task && askFiles(place, store, soFar.task, vscode.l10n.t('Which files are right as they are?')),
      },
      reasonStep(vscode.l10n.t('Why is it right as it is? The reason stays visible.')),
    ],
    present({ task, paths: textsOf(fields, 'paths'), reason: textOf(fields, 'reason') }),
  );
  if (!answers || answers.paths.length === 0) return;
  const { task: chosen, paths, reason } = answers;
  const question = vscode.l10n.t('Accept the current content of {0} for “{1}”?', paths.join(', '), chosen.title);
  if (!(await isMeant(begun, question, title, { reason }))) return;
  await store.execute('files.accept', { task: chosen.id, paths, reason });
  tell(vscode.l10n.t('“{0}” now answers for what is there.', chosen.title));
}
