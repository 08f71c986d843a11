import * as vscode from 'vscode';
import { PRIORITIES, type Priority } from '../../../domain/task/task';
import { askPriority, askRole, askStream } from '../../ask/details';
import { askTask, taskStep } from '../../ask/task';
import { askText } from '../../ask/text';
import { askChoice } from '../../ask/pick';
import { problemWithTitle } from '../../ask/title';
import { BACK, titleAbout, walk, type Answer, type Place, type Step } from '../../ask/walk';
import type { TaskRow } from '../../../orchestrator/registry';
import type { FolderStore } from '../../folderStore';
import { oneOf, present, textOf } from '../argument';
import { beginChange, type Begun } from '../begin';
import type { CommandServices } from '../services';
import { showMade } from '../showMade';
import { mayAddBelow } from './underApproval';

interface Answers {
  readonly title: string;
  readonly description?: string;
  readonly parent?: string | null;
  readonly role?: string | null;
  readonly priority?: Priority;
  readonly stream?: string | null;
}

/**
 * Asks for a title and, if a person wants, for the rest. A caller may pass `{ "title": "…" }` and any of the details.
 * @returns the id of the new task, or nothing if the person let it be
 */
export async function newTask(services: CommandServices, argument: unknown): Promise<string | undefined> {
  const title = vscode.l10n.t('New Task');
  const begun = await beginChange(services, argument, title);
  if (!begun) return undefined;
  const { fields } = begun;
  const given = present({
    title: textOf(fields, 'title'),
    description: textOf(fields, 'description'),
    parent: textOf(fields, 'parent'),
    role: textOf(fields, 'role'),
    priority: oneOf(fields, 'priority', PRIORITIES),
    stream: textOf(fields, 'stream'),
  });
  return create(services, begun, title, given);
}

/** The same, below the task that it is called on. */
export async function newStep(services: CommandServices, argument: unknown): Promise<string | undefined> {
  const title = vscode.l10n.t('Add Task Below');
  const begun = await beginChange(services, argument, title);
  if (!begun) return undefined;
  const { store, task, fields } = begun;
  const chosen = await walk<{ task: TaskRow }>(title, [taskStep(store, { act: 'newStep' })], present({ task }));
  if (!chosen) return undefined;
  return create(services, begun, titleAbout(title, chosen.task), {
    parent: chosen.task.id,
    ...present({ title: textOf(fields, 'title') }),
  });
}

async function create(
  services: CommandServices,
  begun: Begun,
  title: string,
  given: Partial<Answers>,
): Promise<string | undefined> {
  const { store } = begun;
  const answers = await walk<Answers>(title, questions(store), given);
  if (!answers || !(await mayAddBelow(begun, answers.parent, title))) return undefined;
  const { stream, ...rest } = answers;
  const { task } = await store.execute('task.create', { ...rest, ...(typeof stream === 'string' && { stream }) });
  if (given.title === undefined) showMade(services, store, task, answers.title);
  return task;
}

function questions(store: FolderStore): Step<Answers>[] {
  let wantsDetails = false;
  const when = () => wantsDetails;
  const more = {
    icon: 'list-unordered',
    tooltip: vscode.l10n.t('Create with details…'),
    onChosen: () => (wantsDetails = true),
  };
  return [
    {
      key: 'title',
      ask: (place) => {
        wantsDetails = false;
        const prompt = vscode.l10n.t('What is to be done?');
        return askText(place, {
          prompt,
          placeholder: vscode.l10n.t('Write the parser'),
          mistake: problemWithTitle,
          more,
        });
      },
    },
    {
      key: 'description',
      when,
      ask: (place) =>
        askText(place, { prompt: vscode.l10n.t('What should whoever does it know? More can be written later.') }),
    },
    { key: 'parent', when, ask: (place) => askParent(place, store) },
    { key: 'role', when, ask: (place) => askRole(place, store) },
    { key: 'priority', when, ask: (place) => askPriority(place) },
    {
      key: 'stream',
      // A stream holds whole trees.
      when: ({ parent }) => wantsDetails && typeof parent !== 'string',
      ask: (place) => askStream(place, store),
    },
  ];
}

async function askParent(place: Place, store: FolderStore): Promise<Answer<string | null>> {
  const where = await askChoice<boolean>(place, vscode.l10n.t('Where does it belong?'), [
    { label: vscode.l10n.t('At the top'), value: false },
    { label: vscode.l10n.t('Below another task…'), value: true },
  ]);
  if (where === undefined || where === BACK) return where;
  if (!where.value) return { value: null };
  const parent = await askTask(place, store, { act: 'newStep' });
  return parent === undefined || parent === BACK ? parent : { value: parent.value.id };
}
