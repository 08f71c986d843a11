import * as vscode from 'vscode';
import { Problem } from '../../../domain/problem';
import { askChoice } from '../../ask/pick';
import type { Answer, Place } from '../../ask/walk';
import type { QueryOutput } from '../../../orchestrator/registry';
import type { FolderStore } from '../../folderStore';

type Stream = QueryOutput<'stream.list'>['rows'][number];

/** One of the streams, by its name. */
export const streamStep = (store: FolderStore, placeholder: string) => ({
  key: 'stream' as const,
  ask: async (place: Place): Promise<Answer<string>> => {
    const { rows } = await store.read('stream.list', {});
    if (rows.length > 0) return askChoice(place, placeholder, rows.map(streamChoice));
    throw new Problem(
      'not_found',
      vscode.l10n.t('There are no streams yet.'),
      vscode.l10n.t('Make one with New Stream.'),
    );
  },
});

function streamChoice({ name, archived, done, leaves, description }: Stream) {
  const progress = `${done}/${leaves}`;
  return {
    label: name,
    description: archived ? `${progress} · ${vscode.l10n.t('Archived')}` : progress,
    detail: description,
    value: name,
  };
}
