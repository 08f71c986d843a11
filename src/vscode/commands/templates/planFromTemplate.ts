import * as vscode from 'vscode';
import { Problem } from '../../../domain/problem';
import type { Plan } from '../../../domain/template/plan';
import type { CommandInput, FilesOutput } from '../../../orchestrator/registry';
import { askChoice, separator, type Choice, type Line } from '../../ask/pick';
import { titleAbout, walk, type Answer, type Place, type Step } from '../../ask/walk';
import type { FolderStore } from '../../folderStore';
import { textOf } from '../argument';
import { beginChange } from '../begin';
import type { CommandServices } from '../services';
import { showMade } from '../showMade';
import { openAt, problemChoices, type FilePlace } from './files';
import { askFileName } from './newTemplate';
import { askPreview } from './preview';
import { askValue } from './values';

type Template = FilesOutput<'templates.list'>['rows'][number];

interface Answers {
  readonly source: Template | FilePlace | 'new';
  readonly name?: string;
  readonly plan?: Plan;
  readonly [value: `value ${string}`]: unknown;
}

/**
 * Fills in a template, shows what it makes, and makes it.
 * A caller may pass `{ "template": "…", "values": { … }, "confirmed": true }`, and a task below which it is to be.
 */
export async function planFromTemplate(services: CommandServices, argument: unknown): Promise<string | undefined> {
  const title = vscode.l10n.t('Plan from Template');
  const begun = await beginChange(services, argument, title);
  if (!begun) return undefined;
  const { store, task, fields } = begun;
  const { rows, problems } = await store.files('templates.list', {});
  const named = textOf(fields, 'template');
  const known = rows.find(({ id }) => id === named);
  const isAgreed = known !== undefined && fields['confirmed'] === true;
  const given: Partial<Answers> = { ...answersIn(fields), ...(known && { source: known }) };
  const remembered = new Map<string, unknown>();
  const answers = await walk<Answers>(
    titleAbout(title, task),
    ({ source }) => [
      { key: 'source', ask: (place) => askTemplate(place, rows, problems) },
      ...(source === 'new' ? [{ key: 'name' as const, ask: (place: Place) => askFileName(place, store) }] : []),
      ...(isTemplate(source) && !isAgreed ? questions(store, source, remembered) : []),
    ],
    given,
  );
  if (!answers) return undefined;
  const { source, name = '' } = answers;
  if (source === 'new') await openAt({ ...(await store.files('templates.begin', { id: name })), line: 1 });
  else if (!isTemplate(source)) await openAt(source);
  else return make(services, store, answers.plan ?? (await filledIn(store, source, answers)), task?.id, isAgreed);
  return undefined;
}

const isTemplate = (source: Answers['source'] | undefined): source is Template =>
  typeof source === 'object' && 'parameters' in source;

async function make(
  services: CommandServices,
  store: FolderStore,
  plan: Plan,
  parent: string | undefined,
  isQuiet: boolean,
): Promise<string> {
  const planned = await store.execute('task.plan', asInput(plan, parent));
  if (!isQuiet) showMade(services, store, planned.task, plan.goal);
  return planned.task;
}

/** Lists of a plan are nobody's to change, and those of an input may be; it is the same text on its way. */
const asInput = (plan: Plan, parent: string | undefined): CommandInput<'task.plan'> =>
  ({ ...plan, ...(parent !== undefined && { parent }) }) as unknown as CommandInput<'task.plan'>;

function askTemplate(
  place: Place,
  rows: readonly Template[],
  problems: FilesOutput<'templates.list'>['problems'],
): Promise<Answer<Answers['source']>> {
  const choices: (Choice<Answers['source']> | Line)[] = rows.map((row) => ({
    label: row.name,
    detail: row.description,
    value: row,
  }));
  return askChoice<Answers['source']>(
    place,
    rows.length + problems.length === 0
      ? vscode.l10n.t('There are no templates yet')
      : vscode.l10n.t('Which template?'),
    [
      ...choices,
      ...(rows.length === 0 ? [] : [separator('')]),
      {
        label: vscode.l10n.t('New template…'),
        detail: vscode.l10n.t('Opens a file to write it in; Save as Template makes one of a task with its steps'),
        iconPath: new vscode.ThemeIcon('add'),
        value: 'new',
      },
      ...problemChoices<Answers['source']>(problems, (at) => at),
    ],
  );
}

function questions(store: FolderStore, template: Template, remembered: Map<string, unknown>): Step<Answers>[] {
  const values = template.parameters.map(({ name, parameter }): Step<Answers> => {
    const memory = `${template.id} ${name}`;
    return {
      key: `value ${name}`,
      ask: async (place) => {
        const answer = await askValue(place, store, { template: template.id, name, parameter }, remembered.get(memory));
        if (typeof answer === 'object') remembered.set(memory, answer.value);
        return answer;
      },
    };
  });
  const preview: Step<Answers> = {
    key: 'plan',
    ask: async (place, soFar) =>
      askPreview(place, await store.files('templates.fill', { id: template.id, values: valuesOf(soFar) })),
  };
  return [...values, preview];
}

const PREFIX = 'value ';

/** What was left out is null, and the template's own value holds. */
function valuesOf(answers: Partial<Answers>): Record<string, unknown> {
  const values = Object.entries(answers).filter(([key]) => key.startsWith(PREFIX));
  return Object.fromEntries(values.map(([key, value]) => [key.slice(PREFIX.length), value]));
}

function answersIn(fields: Readonly<Record<string, unknown>>): Partial<Answers> {
  const { values } = fields;
  if (typeof values !== 'object' || values === null) return {};
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${PREFIX}${name}`, value]));
}

/** For a caller that has agreed before it called. */
async function filledIn(store: FolderStore, { id }: Template, answers: Answers): Promise<Plan> {
  const { plan, mistakes } = await store.files('templates.fill', { id, values: valuesOf(answers) });
  if (plan) return plan;
  throw new Problem('invalid_input', mistakes.join(' '), vscode.l10n.t('Correct the values; nothing was made.'));
}
