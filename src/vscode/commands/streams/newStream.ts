import * as vscode from 'vscode';
import { problemWithStream } from '../../ask/details';
import { askText } from '../../ask/text';
import { walk } from '../../ask/walk';
import { present, textOf } from '../argument';
import { beginChange } from '../begin';
import { tell } from '../../notify';
import type { CommandServices } from '../services';

/** A caller may pass `{ "name": "…", "description": "…" }`. */
export async function newStream(services: CommandServices, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('New Stream');
  const begun = await beginChange(services, argument, title);
  if (!begun) return;
  const { store, fields } = begun;
  const prompt = vscode.l10n.t('A stream holds trees of tasks that belong together. What is it called?');
  const answers = await walk<{ name: string }>(
    title,
    [
      {
        key: 'name',
        ask: (place) =>
          askText(place, { prompt, placeholder: vscode.l10n.t('Documentation'), mistake: problemWithStream }),
      },
    ],
    present({ name: textOf(fields, 'name') }),
  );
  if (!answers) return;
  await store.execute('stream.create', {
    name: answers.name,
    ...present({ description: textOf(fields, 'description') }),
  });
  tell(vscode.l10n.t('There is a stream “{0}” now.', answers.name));
}
