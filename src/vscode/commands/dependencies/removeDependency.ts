import * as vscode from 'vscode';
import { taskStep } from '../../ask/task';
import { walk } from '../../ask/walk';
import type { TaskRow } from '../../../orchestrator/registry';
import { present } from '../argument';
import { beginChange } from '../begin';
import { tell } from '../../notify';
import { isMeant } from '../outside';
import type { CommandServices } from '../services';
import { dependencyStep, givenDependency, type Dependency } from './existing';

/** A caller may pass `{ "task": "…", "on": "…", "kind": "completion" }`. */
export async function removeDependency(services: CommandServices, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('Remove Dependency');
  const begun = await beginChange(services, argument, title);
  if (!begun) return;
  const { store, task, fields } = begun;
  const answers = await walk<{ task: TaskRow; dependency: Dependency }>(
    title,
    [
      taskStep(store, { act: 'removeDependency' }),
      dependencyStep(store, () => true, vscode.l10n.t('Which one should it not have any more?')),
    ],
    present({ task, dependency: givenDependency(fields) }),
  );
  if (!answers) return;
  const question = vscode.l10n.t(
    'Shall “{0}” no longer depend on {1}?',
    answers.task.title,
    answers.dependency.depends_on,
  );
  if (!(await isMeant(begun, question, title))) return;
  await store.execute('dependency.remove', { task: answers.task.id, ...answers.dependency });
  tell(vscode.l10n.t('“{0}” has a dependency less.', answers.task.title));
}
