import * as vscode from 'vscode';
import {
  DEPENDENCY_KINDS,
  FAILURE_POLICIES,
  type DependencyKind,
  type FailurePolicy,
} from '../../../domain/dependency/dependency';
import { askChoice } from '../../ask/pick';
import { askTask, taskStep } from '../../ask/task';
import { BACK, walk, type Answer, type Place } from '../../ask/walk';
import type { TaskRow } from '../../../orchestrator/registry';
import type { FolderStore } from '../../folderStore';
import { dependencyWords, policyWords } from '../../words/terms';
import { oneOf, present, textOf } from '../argument';
import { beginChange } from '../begin';
import { tell } from '../../notify';
import type { CommandServices } from '../services';

interface Answers {
  readonly task: TaskRow;
  readonly on: string;
  readonly kind: DependencyKind;
  readonly policy?: FailurePolicy;
}

/** A caller may pass `{ "task": "…", "on": "…", "kind": "completion", "policy": "block" }`. */
export async function addDependency(services: CommandServices, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('Add Dependency');
  const begun = await beginChange(services, argument, title);
  if (!begun) return;
  const { store, task, fields } = begun;
  const answers = await walk<Answers>(
    title,
    [
      taskStep(store, { placeholder: vscode.l10n.t('Which task should wait?') }),
      { key: 'on', ask: (place, { task: waiting }) => askOther(place, store, waiting) },
      { key: 'kind', ask: askKind },
      { key: 'policy', when: ({ kind }) => kind !== 'related', ask: askPolicy },
    ],
    present({
      task,
      on: textOf(fields, 'on'),
      kind: oneOf(fields, 'kind', DEPENDENCY_KINDS),
      policy: oneOf(fields, 'policy', FAILURE_POLICIES),
    }),
  );
  if (!answers) return;
  const { task: waiting, on, kind, policy } = answers;
  await store.execute('dependency.add', { task: waiting.id, depends_on: on, kind, ...present({ policy }) });
  tell(vscode.l10n.t('The dependency of “{0}” is kept.', waiting.title));
}

async function askOther(place: Place, store: FolderStore, waiting: TaskRow | undefined): Promise<Answer<string>> {
  const placeholder = vscode.l10n.t('What does “{0}” wait for?', waiting?.title ?? '');
  const other = await askTask(place, store, {
    placeholder,
    except: waiting ? await cannotBeWaitedFor(store, waiting) : [],
  });
  return other === undefined || other === BACK ? other : { value: other.value.id };
}

/** Itself, what stands above and right below it, what waits for it, and what it waits for already. */
async function cannotBeWaitedFor(store: FolderStore, { id }: TaskRow): Promise<string[]> {
  const [{ path, waitsFor, waitedForBy }, { rows }] = await Promise.all([
    store.read('task.show', { task: id }),
    store.read('task.children', { parent: id }),
  ]);
  return [id, ...[...path, ...rows].map((row) => row.id), ...[...waitsFor, ...waitedForBy].map(({ task }) => task)];
}

const askKind = (place: Place): Promise<Answer<DependencyKind>> =>
  askChoice(
    place,
    vscode.l10n.t('What kind of dependency is it?'),
    DEPENDENCY_KINDS.map((value) => ({ ...dependencyWords(value), value })),
  );

const askPolicy = (place: Place): Promise<Answer<FailurePolicy>> =>
  askChoice(
    place,
    vscode.l10n.t('What if the other task fails or is cancelled?'),
    FAILURE_POLICIES.map((value) => ({ label: policyWords(value), value })),
  );
