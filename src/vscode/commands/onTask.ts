import * as vscode from 'vscode';
import { Problem } from '../../domain/problem';
import { optionalReasonStep, reasonStep } from '../ask/reason';
import { taskStep } from '../ask/task';
import { walk, type Step } from '../ask/walk';
import type { TaskRow } from '../../orchestrator/registry';
import type { FolderStore } from '../folderStore';
import { fits, type Act } from '../tasks/acts';
import { stateWords } from '../words/states';
import { inform, tell } from '../notify';
import type { TaskLeaf } from '../views/taskNodes';
import { present, readArgument, selectedTasks, textOf, type Origin } from './argument';
import { beginChange } from './begin';
import { isMeant } from './outside';
import type { CommandServices, Handler } from './services';

/** A command on one task, or on several, that needs at most a reason. */
export interface TaskCommand {
  readonly title: string;
  readonly act: Act;
  /** What a person is asked for, if they are asked. */
  readonly reason?: { readonly prompt: string; readonly needed: boolean };
  /** Of what only people do, or may do where programs may not: the question for them when somebody else asks for it. */
  readonly question?: (title: string) => string;
  readonly run: (store: FolderStore, task: TaskRow, reason: string, services: CommandServices) => Promise<unknown>;
  /** What has happened then, in a sentence. */
  readonly done: (title: string) => string;
  /** And what came of it besides. */
  readonly besides?: (store: FolderStore, task: TaskRow) => Promise<string | undefined>;
}

/** `describe` is called when the command runs: only then the language of the window is known. */
export const onTask =
  (describe: () => TaskCommand): Handler =>
  async (services, argument, selection) => {
    const command = describe();
    const selected = selectedTasks(selection);
    if (selected.length > 1) return onEach(command, services, selected, readArgument(argument).origin);
    const { title, act, question, run, done, besides } = command;
    const begun = await beginChange(services, argument, title);
    if (!begun) return;
    const { store, task, fields } = begun;
    const steps: Step<{ task: TaskRow; reason?: string }>[] = [taskStep(store, { act }), ...reasonSteps(command)];
    const answers = await walk(title, steps, present({ task, reason: textOf(fields, 'reason') }));
    if (!answers) return;
    const { task: chosen, reason = '' } = answers;
    // A person is asked nothing about what would then be refused.
    if (!task && question && !fits(act, chosen)) throw notNow(chosen);
    if (question && !(await isMeant(begun, question(chosen.title), title, { reason }))) return;
    await run(store, chosen, reason, services);
    const more = await besides?.(store, chosen);
    if (more === undefined) tell(done(chosen.title));
    else void inform(`${done(chosen.title)} ${more}`);
  };

const reasonSteps = ({ reason }: TaskCommand): Step<{ task: TaskRow; reason?: string }>[] => {
  if (!reason) return [];
  return [reason.needed ? reasonStep(reason.prompt) : optionalReasonStep(reason.prompt)];
};

const notNow = (task: TaskRow): Problem =>
  new Problem(
    'not_possible',
    vscode.l10n.t('That is not possible now: “{0}” is “{1}”.', task.title, stateWords(task)),
    vscode.l10n.t('Its panel shows what is possible.'),
  );

/** Each by itself: what cannot be done with one of them keeps it from none of the others. */
async function onEach(
  command: TaskCommand,
  services: CommandServices,
  selected: readonly TaskLeaf[],
  origin: Origin,
): Promise<void> {
  const { title, act, question, run } = command;
  for (const { store } of selected) store.assertTrusted();
  const fitting = selected.filter(({ task }) => fits(act, task));
  const asked = await walk<{ task: TaskRow; reason?: string }>(title, reasonSteps(command));
  if (!asked) return;
  const all = vscode.l10n.t('{0} tasks', fitting.length);
  if (question && !(await isMeant({ origin }, question(all), title, { reason: asked.reason }))) return;
  const problems: Problem[] = [];
  for (const { store, task } of fitting) {
    try {
      await run(store, task, asked.reason ?? '', services);
    } catch (error) {
      problems.push(Problem.from(error));
    }
  }
  tell(vscode.l10n.t('{0}: {1} of {2} tasks', title, fitting.length - problems.length, selected.length));
  const [first] = problems;
  if (!first) return;
  if (problems.length === 1) throw first;
  const message = vscode.l10n.t('{0} And {1} more could not be done.', first.message, problems.length - 1);
  throw new Problem(first.code, message, first.remedy);
}
