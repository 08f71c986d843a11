import * as vscode from 'vscode';
import { walk } from '../../ask/walk';
import { present, textOf } from '../argument';
import { beginChange } from '../begin';
import { tell } from '../../notify';
import type { CommandServices } from '../services';
import { streamStep } from './choose';

/** Puts a stream out of sight, or back. A caller may pass `{ "stream": "…", "archived": true }`. */
export async function archiveStream(services: CommandServices, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('Archive Stream');
  const begun = await beginChange(services, argument, title);
  if (!begun) return;
  const { store, fields } = begun;
  const placeholder = vscode.l10n.t('Which stream should go into the archive, or come out of it?');
  const answers = await walk<{ stream: string }>(
    title,
    [streamStep(store, placeholder)],
    present({ stream: textOf(fields, 'stream') }),
  );
  if (!answers) return;
  const { rows } = await store.read('stream.list', {});
  const isArchived = rows.find(({ name }) => name === answers.stream)?.archived ?? false;
  const archived = typeof fields['archived'] === 'boolean' ? fields['archived'] : !isArchived;
  await store.execute('stream.edit', { stream: answers.stream, archived });
  tell(
    archived
      ? vscode.l10n.t('Stream “{0}” is in the archive.', answers.stream)
      : vscode.l10n.t('Stream “{0}” is out of the archive.', answers.stream),
  );
}
