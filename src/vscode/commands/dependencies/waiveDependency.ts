import * as vscode from 'vscode';
import { reasonStep } from '../../ask/reason';
import { taskStep } from '../../ask/task';
import { walk } from '../../ask/walk';
import type { TaskRow } from '../../../orchestrator/registry';
import { present, textOf } from '../argument';
import { beginChange } from '../begin';
import { tell } from '../../notify';
import { isMeant } from '../outside';
import type { CommandServices } from '../services';
import { dependencyStep, givenDependency, type Dependency } from './existing';

/** A caller may pass `{ "task": "…", "on": "…", "kind": "completion", "reason": "…" }`. */
export async function waiveDependency(services: CommandServices, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('Waive Dependency');
  const begun = await beginChange(services, argument, title);
  if (!begun) return;
  const { store, task, fields } = begun;
  const answers = await walk<{ task: TaskRow; dependency: Dependency; reason: string }>(
    title,
    [
      taskStep(store, { act: 'waiveDependency' }),
      dependencyStep(store, ({ met }) => !met, vscode.l10n.t('What should it not wait for?')),
      reasonStep(vscode.l10n.t('Why may it go on without? The reason stays visible.')),
    ],
    present({ task, dependency: givenDependency(fields), reason: textOf(fields, 'reason') }),
  );
  if (!answers) return;
  const { task: waiting, dependency, reason } = answers;
  const question = vscode.l10n.t('Let “{0}” go on without what it waits for?', waiting.title);
  if (!(await isMeant(begun, question, title, { reason }))) return;
  await store.execute('dependency.waive', { task: waiting.id, ...dependency, reason });
  tell(vscode.l10n.t('“{0}” does not wait for it any more.', waiting.title));
}
