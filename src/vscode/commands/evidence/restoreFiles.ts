import * as vscode from 'vscode';
import { Problem } from '../../../domain/problem';
import { worthListing } from '../../../domain/workflow/checkpoints';
import { askChoice, openPick, separator, shownRows, type Choice, type Line } from '../../ask/pick';
import { taskStep } from '../../ask/task';
import { BACK, walk, type Answer, type Place } from '../../ask/walk';
import { compareWithRecorded, isChange, isComparable, type RestoreStep } from '../../evidence/compare';
import { openDocument, portions, restoreSteps } from '../../evidence/restore';
import type { TaskRow } from '../../../orchestrator/registry';
import type { FolderStore } from '../../folderStore';
import { rowsNow } from '../../tasks/rowsNow';
import { checkpointTitle } from '../../words/checkpoints';
import { actionWords, othersWords, restoreDetail, type Told } from '../../words/restoring';
import { dateAndTime } from '../../words/times';
import { numberOf, present, textsOf } from '../argument';
import { beginChange } from '../begin';
import { tell } from '../../notify';
import { offerUndo } from '../../undo';
import { isMeant } from '../outside';
import type { CommandServices } from '../services';
import { nothingRecorded } from './taskFiles';

interface Answers {
  readonly task: TaskRow;
  /** 0: as they were last recorded. */
  readonly checkpoint: number;
  readonly steps: readonly RestoreStep[];
}

/**
 * Puts files back as a task, or one of its checkpoints, recorded them, after a person has seen what would change. A caller
 * may pass `{ "task": "…", "paths": ["…"], "checkpoint": 3 }`.
 */
export async function restoreFiles(services: CommandServices, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('Restore Files');
  const begun = await beginChange(services, argument, title);
  if (!begun) return;
  const { store, task, fields } = begun;
  const paths = textsOf(fields, 'paths');
  // A row of the tree names its checkpoint by `seq`.
  const checkpoint = numberOf(fields, 'checkpoint') ?? numberOf(fields, 'seq') ?? (paths === undefined ? undefined : 0);
  const answers = await walk<Answers>(
    title,
    [
      taskStep(store, { act: 'restoreFiles' }),
      {
        key: 'checkpoint',
        ask: async (place, soFar) => soFar.task && askWhen(place, store, soFar.task),
      },
      {
        key: 'steps',
        ask: async (place, { task: of, checkpoint: at = 0 }) => {
          if (!of) return undefined;
          const wanted = present({ paths, checkpoint: at === 0 ? undefined : at });
          const { steps } = await store.read('restore.preview', { task: of.id, ...wanted });
          if (steps.length === 0) throw nothingRecorded(of.title, wanted);
          return askSteps(place, store, of, steps, await told(store, steps));
        },
      },
    ],
    present({ task, checkpoint }),
  );
  if (!answers || answers.steps.length === 0) return;
  const { task: of, steps } = answers;
  const [{ path }] = steps as readonly [RestoreStep];
  const question =
    steps.length === 1
      ? vscode.l10n.t('Restore {0} of “{1}”?', path, of.title)
      : vscode.l10n.t('Restore {0} files of “{1}”?', steps.length, of.title);
  if (begun.origin !== 'ours') {
    const detail = restoreDetail(steps, await told(store, steps), await checkpointOf(store, answers));
    if (!(await isMeant(begun, question, vscode.l10n.t('Restore'), { detail }))) return;
  }
  const before = await putBack(store, of, steps);
  const said =
    steps.length === 1
      ? vscode.l10n.t('{0} is as recorded.', path)
      : vscode.l10n.t('{0} files are as recorded.', steps.length);
  if (before === null) tell(said);
  else offerUndo(services.log, said, () => takeBack(store, of, before));
}

/** What the chosen checkpoint is called; nothing for the last record. */
async function checkpointOf(
  store: FolderStore,
  { task, checkpoint }: Answers,
): Promise<{ name: string; at: string } | undefined> {
  if (checkpoint === 0) return undefined;
  const { rows } = await store.read('checkpoint.list', { task: task.id, before: checkpoint + 1, limit: 1 });
  const [found] = rows;
  return found && { name: checkpointTitle(found), at: dateAndTime(found.at) };
}

/** Answers the checkpoint that has what was there before. */
async function putBack(store: FolderStore, { id }: TaskRow, steps: readonly RestoreStep[]): Promise<number | null> {
  const { failed, checkpoint } = await restoreSteps(store, id, steps);
  for (const portion of portions(steps)) {
    await store.tellChanges(portion.map(({ path }) => ({ path, kind: 'changed' })));
  }
  await store.execute('task.verify', { task: id });
  if (failed.length === 0) return checkpoint;
  const each = failed.map(({ path, reason }) => `${path} (${reason})`).join(', ');
  const restored = steps.length - failed.length;
  const said = vscode.l10n.t('{0} files were restored, {1} were not: {2}.', restored, failed.length, each);
  throw new Problem('not_possible', said, vscode.l10n.t('Look at them, then try again.'));
}

async function takeBack(store: FolderStore, task: TaskRow, checkpoint: number): Promise<void> {
  const { steps } = await store.read('restore.preview', { task: task.id, checkpoint });
  const changes = steps.filter((step) => isChange(step) && !step.isExtra);
  if (changes.length > 0) await putBack(store, task, changes);
  tell(vscode.l10n.t('The files of “{0}” are as they were before.', task.title));
}

/** Only checkpoints that recorded files are worth choosing from; where there are none, nothing is asked. */
async function askWhen(place: Place, store: FolderStore, task: TaskRow): Promise<Answer<number>> {
  const { rows } = await store.read('checkpoint.list', { task: task.id, limit: 100 });
  const withFiles = worthListing(rows).filter(({ files }) => Array.isArray(files) && files.length > 0);
  if (withFiles.length === 0) return { value: 0 };
  return askChoice(place, vscode.l10n.t('As they were when?'), [
    { label: vscode.l10n.t('As last recorded'), iconPath: new vscode.ThemeIcon('verified'), value: 0 },
    ...withFiles.map((row) => ({
      label: checkpointTitle(row),
      description: dateAndTime(row.at),
      value: row.seq,
    })),
  ]);
}

/** What would change, all of it ticked but what came since; a button shows the difference itself. */
function askSteps(
  place: Place,
  store: FolderStore,
  { title }: TaskRow,
  steps: readonly RestoreStep[],
  known: Told,
): Promise<Answer<readonly RestoreStep[]>> {
  const possible = steps.filter(isChange);
  const impossible = steps.filter(({ action }) => action === 'impossible');
  if (possible.length === 0) throw nothingToRestore(title, impossible);
  const pick = openPick<Choice<RestoreStep> | Line>(place, vscode.l10n.t('Which files are to be restored?'));
  const compare: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('diff-multiple'),
    tooltip: vscode.l10n.t('Show Changes'),
  };
  const compareOne = { iconPath: new vscode.ThemeIcon('diff'), tooltip: vscode.l10n.t('Show Change') };
  const asChoice = (step: RestoreStep): Choice<RestoreStep> => ({
    label: step.path,
    description: actionWords(step, known.isUnsaved(step)),
    ...present({ detail: othersWords(step, known) }),
    buttons: [compareOne],
    value: step,
  });
  const choices = shownRows(possible.filter(({ isExtra }) => !isExtra).map(asChoice));
  const extra = shownRows(possible.filter(({ isExtra }) => isExtra).map(asChoice));
  const alone = steps.filter(({ action, folder }) => action === 'none' && folder !== null).length;
  pick.canSelectMany = true;
  pick.buttons = [...pick.buttons, compare];
  pick.items = [
    ...choices,
    ...(extra.length === 0 ? [] : [separator(vscode.l10n.t('Come since; stay unless ticked'))]),
    ...extra,
    ...(alone === 0 ? [] : [separator(vscode.l10n.t('{0} other files of the folders are as recorded', alone))]),
    ...(impossible.length === 0 ? [] : [separator(vscode.l10n.t('Cannot be restored'))]),
    // A separator can be read and not chosen.
    ...impossible.map(({ path, reason }) => separator(`${path}: ${reason}`)),
  ];
  pick.selectedItems = choices;
  return new Promise((resolve) => {
    const settle = (answer: Answer<readonly RestoreStep[]>): void => {
      resolve(answer);
      pick.dispose();
    };
    const chosenSteps = (): RestoreStep[] =>
      pick.selectedItems.flatMap((item) => ('value' in item ? [item.value] : []));
    pick.onDidAccept(() => settle({ value: chosenSteps() }));
    pick.onDidTriggerButton((button) => {
      if (button === compare) void compareWithRecorded(store, title, possible.filter(isComparable));
      else settle(BACK);
    });
    pick.onDidTriggerItemButton(({ item }) => {
      if ('value' in item) void compareWithRecorded(store, title, [item.value]);
    });
    pick.onDidHide(() => settle(undefined));
    pick.show();
  });
}

/** What is said of files besides what becomes of them. */
async function told(store: FolderStore, steps: readonly RestoreStep[]): Promise<Told> {
  const others = await rowsNow(store, [...new Set(steps.flatMap((step) => step.others))]);
  return {
    isUnsaved: ({ path }) => openDocument(vscode.Uri.joinPath(store.folder.uri, path))?.isDirty === true,
    titles: new Map([...others].map(([id, { task }]) => [id, task.title])),
  };
}

function nothingToRestore(title: string, impossible: readonly RestoreStep[]): Problem {
  const [first] = impossible;
  if (!first) {
    return new Problem(
      'not_possible',
      vscode.l10n.t('All files of “{0}” are as recorded.', title),
      vscode.l10n.t('There is nothing to restore.'),
    );
  }
  return new Problem(
    'not_possible',
    vscode.l10n.t('{0} cannot be restored: {1}.', first.path, first.reason),
    vscode.l10n.t('Look for it in version control, or accept the current content.'),
  );
}
