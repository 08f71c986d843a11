import * as vscode from 'vscode';
import { problemWithStream } from '../../ask/details';
import { askChoice } from '../../ask/pick';
import { askText } from '../../ask/text';
import { walk, type Answer, type Place } from '../../ask/walk';
import type { FolderStore } from '../../folderStore';
import { numberOf, present, textOf } from '../argument';
import { beginChange } from '../begin';
import { tell } from '../../notify';
import type { CommandServices } from '../services';
import { streamStep } from './choose';

type Field = 'name' | 'description' | 'concurrency';

interface Answers {
  readonly stream: string;
  readonly field: Field;
  readonly text: string;
}

/** A caller may pass `{ "stream": "…", "name": "…", "description": "…", "concurrency": 2 }`; null lifts the limit. */
export async function editStream(services: CommandServices, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('Edit Stream');
  const begun = await beginChange(services, argument, title);
  if (!begun) return;
  const { store, fields } = begun;
  const stream = textOf(fields, 'stream');
  const given = present({
    name: textOf(fields, 'name'),
    description: textOf(fields, 'description'),
    concurrency: fields['concurrency'] === null ? null : numberOf(fields, 'concurrency'),
  });
  if (stream !== undefined && Object.keys(given).length > 0) {
    await store.execute('stream.edit', { stream, ...given });
    return;
  }
  const answers = await walk<Answers>(
    title,
    [
      streamStep(store, vscode.l10n.t('Which stream do you want to change?')),
      { key: 'field', ask: askField },
      { key: 'text', ask: (place, soFar) => askValue(place, store, soFar) },
    ],
    present({ stream }),
  );
  if (!answers) return;
  await store.execute('stream.edit', { stream: answers.stream, ...changeOf(answers) });
  tell(vscode.l10n.t('Stream “{0}” is changed.', answers.stream));
}

const askField = (place: Place): Promise<Answer<Field>> =>
  askChoice<Field>(place, vscode.l10n.t('What do you want to change?'), [
    { label: vscode.l10n.t('Name'), value: 'name' },
    { label: vscode.l10n.t('Description'), value: 'description' },
    { label: vscode.l10n.t('How many may work in it at a time'), value: 'concurrency' },
  ]);

async function askValue(
  place: Place,
  store: FolderStore,
  { stream, field }: Partial<Answers>,
): Promise<Answer<string>> {
  const { rows } = await store.read('stream.list', {});
  const now = rows.find(({ name }) => name === stream);
  switch (field) {
    case 'name':
      return askText(place, {
        prompt: vscode.l10n.t('What is it called?'),
        value: now?.name ?? '',
        mistake: problemWithStream,
      });
    case 'description':
      return askText(place, { prompt: vscode.l10n.t('What is it for?'), value: now?.description ?? '' });
    default:
      return askText(place, {
        prompt: vscode.l10n.t('How many tasks may be worked on at a time? Empty for no limit.'),
        value: now?.concurrency?.toString() ?? '',
        mistake: (text) =>
          /^([1-9]\d{0,2})?$/.test(text.trim())
            ? undefined
            : vscode.l10n.t('Write a number from 1 to 999, or nothing.'),
      });
  }
}

function changeOf({ field, text }: Answers) {
  if (field === 'concurrency') return { concurrency: text === '' ? null : Number(text) };
  return { [field]: text };
}
