import * as vscode from 'vscode';
import { templateFromPlan, type Word } from '../../../domain/template/fromPlan';
import { countIn } from '../../../domain/template/phrases';
import type { Plan } from '../../../domain/template/plan';
import type { TaskRow } from '../../../orchestrator/registry';
import { askChoice } from '../../ask/pick';
import { taskStep } from '../../ask/task';
import { askText } from '../../ask/text';
import { BACK, walk, type Answer, type Place } from '../../ask/walk';
import type { FolderStore } from '../../folderStore';
import { present, textOf } from '../argument';
import { beginChange } from '../begin';
import { tell } from '../../notify';
import type { CommandServices } from '../services';
import { openAt } from './files';
import { fileNameOf, isTaken, problemWithFileName } from './newTemplate';
import { askWords } from './words';

interface Answers {
  readonly task: TaskRow;
  readonly words: readonly Word[];
  readonly name: string;
  readonly replace?: true;
}

/**
 * Makes a template of a task with its steps. A caller may pass
 * `{ "task": "…", "name": "…", "words": { "parameter": "the words that it stands for" }, "replace": true }`.
 */
export async function saveAsTemplate(services: CommandServices, argument: unknown): Promise<string | undefined> {
  const title = vscode.l10n.t('Save as Template');
  const begun = await beginChange(services, argument, title);
  if (!begun) return undefined;
  const { store, task, fields } = begun;
  const plans = new Map<string, Plan>();
  const planOf = async (row: TaskRow): Promise<Plan> => {
    const known = plans.get(row.id);
    if (known) return known;
    const { plan, left } = await store.read('task.asPlan', { task: row.id });
    if (left > 0) tell(vscode.l10n.t('Dependencies that lead out of the tree are left out: {0}.', left));
    plans.set(row.id, plan);
    return plan;
  };
  const given = present({
    task,
    words: wordsIn(fields),
    name: textOf(fields, 'name'),
    replace: fields['replace'] === true ? (true as const) : undefined,
  });
  let isThere = false;
  const answers = await walk<Answers>(
    title,
    [
      taskStep(store, { act: 'saveAsTemplate' }),
      {
        key: 'words',
        ask: async (place, { task: row }) => askWords(place, row ? await planOf(row) : { goal: '', steps: [] }),
      },
      {
        key: 'name',
        ask: async (place, { task: row }) => {
          const answer = await askText(place, {
            prompt: vscode.l10n.t('What is the file of the template called?'),
            value: fileNameOf(row?.title ?? ''),
            mistake: problemWithFileName,
          });
          isThere = typeof answer === 'object' && (await isTaken(store, answer.value));
          return answer;
        },
      },
      { key: 'replace', when: () => isThere, ask: (place, { name = '' }) => askReplacing(place, name) },
    ],
    given,
  );
  if (!answers) return undefined;
  return save(store, await planOf(answers.task), answers);
}

async function save(store: FolderStore, plan: Plan, { task, words, name, replace }: Answers): Promise<string> {
  const used = words.filter(({ text }) => countIn(plan, text) > 0);
  const template = templateFromPlan(plan, { name: task.title }, used);
  const { file } = await store.files('templates.save', { id: name, template, replace: replace ?? false });
  await openAt({ file, line: 1 });
  return file;
}

/** Never over another template unasked; the way back leads to the name. */
async function askReplacing(place: Place, name: string): Promise<Answer<true>> {
  const answer = await askChoice<boolean>(place, vscode.l10n.t('There is a template “{0}” already', name), [
    { label: vscode.l10n.t('Save under another name'), value: false },
    { label: vscode.l10n.t('Replace it'), value: true },
  ]);
  if (answer === undefined || answer === BACK) return answer;
  return answer.value ? { value: true } : BACK;
}

function wordsIn(fields: Readonly<Record<string, unknown>>): readonly Word[] | undefined {
  const { words } = fields;
  if (typeof words !== 'object' || words === null) return undefined;
  return Object.entries(words).flatMap(([parameter, text]) => (typeof text === 'string' ? [{ parameter, text }] : []));
}
