import * as vscode from 'vscode';
import { Problem } from '../../domain/problem';
import type { TaskRow, WaitedFor } from '../../orchestrator/registry';
import { commandId } from '../contributions/commands';
import type { FolderStore } from '../folderStore';
import { ProblemWithWays } from '../report';
import type { Act } from '../tasks/acts';
import { candidates, found, FOUND_AT_ONCE, isThereAny } from '../tasks/candidates';
import { stateIcon } from '../tasks/icon';
import { waitedForOf } from '../tasks/rowsNow';
import { rowDescription } from '../words/task';
import { isolated } from '../words/titles';
import { chosen, openPick, separator, shownRows, type Choice, type Line } from './pick';
import type { Answer, Place } from './walk';

/** Not a task, but the next ones. */
const MORE = Symbol('more');
/** No list is read to its end; who has not found it by then types more. */
const MOST_LISTED = 200;

/** Between two keys of somebody who types on. */
const TYPING_MS = 150;

/** Not a task: there is none. */
const NOTHING = Symbol('nothing');

type TaskChoice = Choice<TaskRow | typeof MORE | typeof NOTHING>;
type Row = TaskChoice | Line;

export interface TaskQuestion {
  readonly placeholder?: string;
  /** What is going to be done with it; tasks that it fits are offered first. */
  readonly act?: Act;
  /** Tasks that are no answer, such as the one that is to be moved. */
  readonly except?: readonly string[];
}

/** Lets a person find a task: at once among those that the act fits, by typing among all. */
export function askTask(place: Place, store: FolderStore, question: TaskQuestion): Promise<Answer<TaskRow>> {
  const { placeholder = vscode.l10n.t('Which task? Type to search all'), act, except = [] } = question;
  const pick = openPick<Row>(place, placeholder);
  const listed = (tasks: readonly TaskRow[], alwaysShow: boolean, notes: Notes): Row[] =>
    tasks.filter(({ id }) => !except.includes(id)).map((task) => taskChoice(task, alwaysShow, notes));

  let latest = 0;
  /** The text whose answer is listed. */
  let answered: string | undefined;
  let limit = FOUND_AT_ONCE;
  const show = async (text: string): Promise<void> => {
    const turn = ++latest;
    pick.busy = true;
    const { fitting, others, total, above } =
      text === '' ? await candidates(store, act, limit) : await found(store, act, text, limit);
    const waitsFor = await waitedForOf(store, [...fitting, ...others]);
    // What was typed meanwhile has its own answer on the way.
    if (turn !== latest) return;
    const notes = { above, waitsFor };
    const rest = listed(others, true, notes);
    const best = listed(fitting, text !== '', notes);
    if (text === '' && fitting.length === 0 && !(await isThereAny(store, act))) throw none(act);
    const shown = fitting.length + others.length;
    pick.title = shown < total ? vscode.l10n.t('{0}: first {1} of {2}', place.title, shown, total) : place.title;
    pick.items = shownRows([
      ...best,
      ...(best.length + rest.length === 0 ? [nothing(text, act)] : []),
      ...(rest.length === 0 ? [] : [separator(vscode.l10n.t('Not possible now')), ...rest]),
      ...(shown < total && limit < MOST_LISTED ? [more()] : []),
    ]);
    if (answered === undefined && text === begun.trim()) atChosenBefore();
    answered = text;
    pick.busy = false;
  };
  const atChosenBefore = (): void => {
    const before = place.chosen?.get(placeholder) ?? [];
    const active = pick.items.filter((item) => 'value' in item && before.includes(idOf(item) ?? ''));
    if (active.length > 0) pick.activeItems = active;
  };

  // Before it is shown: what is set later would undo what somebody has typed by then.
  const begun = place.draft?.get() ?? '';
  if (begun !== '') pick.value = begun;

  return new Promise((resolve, reject) => {
    const failed = (error: unknown): void => {
      reject(Problem.from(error));
      pick.dispose();
    };
    let timer: NodeJS.Timeout | undefined;
    pick.onDidChangeValue((text) => {
      place.draft?.set(text);
      clearTimeout(timer);
      limit = FOUND_AT_ONCE;
      timer = setTimeout(() => void show(text.trim()).catch(failed), TYPING_MS);
    });
    pick.onDidHide(() => {
      clearTimeout(timer);
      latest = Infinity;
    });
    /** Enter means what the typed text finds, not what still stood there when the key was pressed. */
    const meant = async (): Promise<TaskRow | undefined> => {
      const text = pick.value.trim();
      if (answered !== text) {
        clearTimeout(timer);
        await show(text);
      }
      if (answered !== text) return undefined;
      const rows = pick.items.filter((item) => 'value' in item);
      const [selected] = pick.selectedItems;
      const chosenRow = rows.find((item) => item === selected) ?? rows[0];
      if (chosenRow?.value === NOTHING) return undefined;
      if (chosenRow && chosenRow.value !== MORE) place.chosen?.set(placeholder, [chosenRow.value.id]);
      if (chosenRow?.value !== MORE) return chosenRow?.value;
      const seen = new Set(rows.map(idOf));
      limit += FOUND_AT_ONCE;
      await show(text);
      // The keyboard goes on with the first of those that have come: those that do not fit have moved down for them.
      pick.activeItems = pick.items.filter((item) => 'value' in item && !seen.has(idOf(item))).slice(0, 1);
      return undefined;
    };
    chosen<TaskRow>(pick as vscode.QuickPick<Choice<TaskRow> | Line>, () =>
      meant()
        .catch(failed)
        .then((value) => value ?? undefined),
    ).then((answer) => {
      // What was searched for stands there again after *Back*, and not the next time.
      if (answer === undefined) place.draft?.set('');
      resolve(answer);
    }, reject);
    show(begun.trim()).catch(failed);
  });
}

/** What stands for no task has none. */
const idOf = ({ value }: TaskChoice): string | undefined => (typeof value === 'object' ? value.id : undefined);

const more = (): Choice<typeof MORE> => ({
  label: vscode.l10n.t('Show More'),
  iconPath: new vscode.ThemeIcon('ellipsis'),
  alwaysShow: true,
  value: MORE,
});

/** Says that there is none and what helps; choosing it does nothing. */
const nothing = (text: string, act: Act | undefined): Choice<typeof NOTHING> => ({
  label:
    text === ''
      ? vscode.l10n.t('There is no task that this fits now')
      : vscode.l10n.t('No task matches “{0}”', isolated(text)),
  detail: whatHelps(text, act),
  iconPath: new vscode.ThemeIcon('info'),
  alwaysShow: true,
  value: NOTHING,
});

function whatHelps(text: string, act: Act | undefined): string {
  if (text === '') return vscode.l10n.t('Type to search all tasks.');
  return act === 'unarchiveTask'
    ? vscode.l10n.t('Try fewer words, or the beginnings of some. Only the archive is searched here.')
    : vscode.l10n.t('Try fewer words, or the beginnings of some. Archived and deleted tasks are not searched.');
}

interface Notes {
  readonly above: ReadonlyMap<string, string>;
  readonly waitsFor: Readonly<Record<string, WaitedFor>>;
}

/** An empty list would not say why it is empty. */
const none = (act: Act | undefined): Problem =>
  act === 'unarchiveTask'
    ? new Problem('not_found', vscode.l10n.t('The archive is empty.'), vscode.l10n.t('Archive Task puts tasks there.'))
    : new ProblemWithWays(
        vscode.l10n.t('There are no tasks here yet.'),
        vscode.l10n.t('Make some with New Task or New Plan, or let an agent plan.'),
        [
          { label: vscode.l10n.t('New Task…'), command: commandId('newTask') },
          { label: vscode.l10n.t('New Plan…'), command: commandId('newPlan') },
        ],
      );

function taskChoice(task: TaskRow, alwaysShow: boolean, { above, waitsFor }: Notes): Choice<TaskRow> {
  const description = [rowDescription(task, waitsFor[task.id]), above.get(task.id)].filter(Boolean).join(' · ');
  return { label: task.title, iconPath: stateIcon(task), description, alwaysShow, value: task };
}

/** The first question of most commands; a task that was given is not asked for. */
export const taskStep = (store: FolderStore, question: TaskQuestion = {}) => ({
  key: 'task' as const,
  ask: (place: Place) => askTask(place, store, question),
});
