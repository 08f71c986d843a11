import * as vscode from 'vscode';
import { visibleCheck } from '../../../domain/evidence/checkText';
import { LIMITS, PRIORITIES } from '../../../domain/task/task';
import { STAGES } from '../../../domain/workflow/stages';
import { askPriority, askRole, askStream } from '../../ask/details';
import { problemWithLength, problemWithList } from '../../ask/limits';
import { askSeveral } from '../../ask/pick';
import { askText } from '../../ask/text';
import { problemWithTitle } from '../../ask/title';
import { BACK, type Answer, type Place } from '../../ask/walk';
import type { CommandInput, QueryOutput } from '../../../orchestrator/registry';
import type { LongText } from '../../documents/editableTexts';
import type { FolderStore } from '../../folderStore';
import { taskFieldWords } from '../../words/taskFields';
import { priorityWords, stageWords } from '../../words/terms';
import { numberOf, oneOf, present, textOf, textsOf } from '../argument';
import { askChecks } from './askChecks';
import { problemWithFile } from './problemWithFile';

export type Edit = Omit<CommandInput<'task.edit'>, 'task'>;
type Shown = QueryOutput<'task.show'>;

/** A field as a row to choose, with how a person is asked for it. */
export interface EditableField {
  /** The name by which a caller goes right to it. */
  readonly key?: 'description' | 'files' | 'checks';
  readonly label: string;
  readonly icon: string;
  /** What it says now. */
  readonly text: string;
  readonly ask?: (place: Place, shown: Shown, store: FolderStore) => Promise<Answer<Edit>>;
  /** Written in an editor instead. */
  readonly longText?: LongText;
}

export function givenEdit(fields: Readonly<Record<string, unknown>>): Edit {
  const clearable = (key: string): string | null | undefined => (fields[key] === null ? null : textOf(fields, key));
  const stages = textsOf(fields, 'stages');
  return present({
    title: textOf(fields, 'title'),
    description: textOf(fields, 'description'),
    context: textOf(fields, 'context'),
    role: clearable('role'),
    priority: oneOf(fields, 'priority', PRIORITIES),
    labels: textsOf(fields, 'labels'),
    effort: clearable('effort'),
    due: fields['due'] === null ? null : numberOf(fields, 'due'),
    files: textsOf(fields, 'files'),
    checks: textsOf(fields, 'checks'),
    stages: stages && STAGES.filter((stage) => stages.includes(stage)),
    stream: clearable('stream'),
  });
}

export function editableFields({ task, description, context, effort, stages, files, checks }: Shown): EditableField[] {
  const none = vscode.l10n.t('none');
  const inList = (values: readonly string[]): string => (values.length === 0 ? none : values.join(', '));
  return [
    { label: taskFieldWords('title'), icon: 'symbol-string', text: task.title, ask: askTitle },
    {
      key: 'description',
      label: taskFieldWords('description'),
      icon: 'note',
      text: firstLine(description),
      longText: 'description',
    },
    { label: taskFieldWords('context'), icon: 'book', text: firstLine(context), longText: 'context' },
    {
      label: taskFieldWords('role'),
      icon: 'person',
      text: task.role ?? none,
      ask: async (place, _, store) => as(await askRole(place, store), (role) => ({ role })),
    },
    {
      label: taskFieldWords('priority'),
      icon: 'flame',
      text: priorityWords(task.priority),
      ask: async (place) => as(await askPriority(place, task.priority), (priority) => ({ priority })),
    },
    { label: taskFieldWords('labels'), icon: 'tag', text: inList(task.labels), ask: askLabels },
    { label: taskFieldWords('dueAt'), icon: 'calendar', text: dayOf(task.dueAt) || none, ask: askDue },
    { label: taskFieldWords('effort'), icon: 'dashboard', text: effort ?? none, ask: askEffort },
    {
      key: 'files',
      label: taskFieldWords('expectedFiles'),
      icon: 'files',
      text: inList(files),
      ask: askFiles,
    },
    {
      key: 'checks',
      label: taskFieldWords('checks'),
      icon: 'beaker',
      text: checks.length === 0 ? none : checks.map(visibleCheck).join('; '),
      ask: async (place, shown) =>
        as(await askChecks(place, shown.checks), (changed) => (changed ? { checks: changed } : {})),
    },
    { label: taskFieldWords('stages'), icon: 'milestone', text: inList(stages.map(stageWords)), ask: askStages },
    ...(task.parentId === null
      ? [
          {
            label: taskFieldWords('stream'),
            icon: 'list-tree',
            text: task.stream ?? none,
            ask: async (place: Place, _: Shown, store: FolderStore) =>
              as(await askStream(place, store), (stream) => ({ stream })),
          },
        ]
      : []),
  ];
}

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';

function as<Value>(answer: Answer<Value>, edit: (value: Value) => Edit): Answer<Edit> {
  return answer === undefined || answer === BACK ? answer : { value: edit(answer.value) };
}

async function askTitle(place: Place, { task }: Shown): Promise<Answer<Edit>> {
  const prompt = vscode.l10n.t('What is to be done?');
  return as(await askText(place, { prompt, value: task.title, mistake: problemWithTitle }), (title) => ({ title }));
}

const listOf = (text: string, by: string): string[] =>
  text
    .split(by)
    .map((item) => item.trim())
    .filter((item) => item !== '');

async function askLabels(place: Place, { task }: Shown): Promise<Answer<Edit>> {
  const prompt = vscode.l10n.t('Labels, with commas between them');
  const mistake = (text: string) => problemWithList(listOf(text, ','));
  const answer = await askText(place, { prompt, value: task.labels.join(', '), mistake });
  return as(answer, (text) => ({ labels: listOf(text, ',') }));
}

async function askFiles(place: Place, { files }: Shown): Promise<Answer<Edit>> {
  const prompt = vscode.l10n.t('Files or patterns that this task is going to change, with commas between them');
  // What was kept before is no mistake of whoever adds to it.
  const mistake = (text: string) =>
    problemWithList(listOf(text, ','), (file) => (files.includes(file) ? undefined : problemWithFile(file)));
  const answer = await askText(place, { prompt, placeholder: 'src/**/*.ts', value: files.join(', '), mistake });
  return as(answer, (text) => ({ files: listOf(text, ',') }));
}

async function askEffort(place: Place, { effort }: Shown): Promise<Answer<Edit>> {
  const prompt = vscode.l10n.t('How much work is it? Empty for not known.');
  const placeholder = vscode.l10n.t('2 days');
  const mistake = (text: string) => problemWithLength(text, LIMITS.effort);
  const answer = await askText(place, { prompt, placeholder, value: effort ?? '', mistake });
  return as(answer, (text) => ({ effort: text === '' ? null : text }));
}

/** The day in the time zone of whoever looks. */
function dayOf(at: number | null): string {
  if (at === null) return '';
  const day = new Date(at);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** The end of a day, as a due date means it; `undefined` where there is no such day. */
function endOfDay(text: string): number | undefined {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T23:59:59`).getTime() : NaN;
  return Number.isNaN(at) || dayOf(at) !== text ? undefined : at;
}

async function askDue(place: Place, { task }: Shown): Promise<Answer<Edit>> {
  const answer = await askText(place, {
    prompt: vscode.l10n.t('When is it due? Year-month-day; empty for no date.'),
    placeholder: dayOf(Date.now()),
    value: dayOf(task.dueAt),
    mistake: (text) =>
      text.trim() === '' || endOfDay(text.trim()) !== undefined
        ? undefined
        : vscode.l10n.t('Write the day as year-month-day, for example {0}.', dayOf(Date.now())),
  });
  return as(answer, (text) => ({ due: text === '' ? null : (endOfDay(text) ?? null) }));
}

async function askStages(place: Place, { stages }: Shown): Promise<Answer<Edit>> {
  const choices = STAGES.map((value) => ({ label: stageWords(value), value }));
  const answer = await askSeveral(place, vscode.l10n.t('Which stages does it go through?'), choices, (stage) =>
    stages.includes(stage),
  );
  return as(answer, (chosen) => ({ stages: chosen }));
}

/** Whether a task would have to go through, or to show, less than it does now. */
export function loosens({ stages, checks, files }: Edit, shown: Shown): boolean {
  const isLess = (now: readonly string[], then?: readonly string[]): boolean =>
    then !== undefined && now.some((item) => !then.includes(item));
  return isLess(shown.stages, stages) || isLess(shown.checks, checks) || isLess(shown.files, files);
}
