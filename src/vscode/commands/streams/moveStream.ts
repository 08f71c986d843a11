import * as vscode from 'vscode';
import { askChoice } from '../../ask/pick';
import { walk } from '../../ask/walk';
import { present, textOf } from '../argument';
import { beginChange } from '../begin';
import { tell } from '../../notify';
import type { CommandServices } from '../services';
import { streamStep } from './choose';

/** A caller may pass `{ "stream": "…", "after": "…" or null for the first place }`. */
export async function moveStream(services: CommandServices, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('Move Stream');
  const begun = await beginChange(services, argument, title);
  if (!begun) return;
  const { store, fields } = begun;
  const answers = await walk<{ stream: string; after: string | null }>(
    title,
    [
      streamStep(store, vscode.l10n.t('Which stream do you want to move?')),
      {
        key: 'after',
        ask: async (place, { stream }) => {
          const { rows } = await store.read('stream.list', {});
          const others = rows.filter(({ name }) => name !== stream);
          return askChoice<string | null>(place, vscode.l10n.t('Where among the others?'), [
            { label: vscode.l10n.t('First'), value: null },
            ...others.map(({ name }) => ({ label: vscode.l10n.t('After “{0}”', name), value: name })),
          ]);
        },
      },
    ],
    present({ stream: textOf(fields, 'stream'), after: fields['after'] === null ? null : textOf(fields, 'after') }),
  );
  if (!answers) return;
  await store.execute('stream.edit', answers);
  tell(vscode.l10n.t('Stream “{0}” has its new place.', answers.stream));
}
