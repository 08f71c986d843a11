import * as vscode from 'vscode';
import { Problem } from '../../../domain/problem';
import { worthListing } from '../../../domain/workflow/checkpoints';
import { askChoice, type Choice } from '../../ask/pick';
import type { Answer, Place } from '../../ask/walk';
import type { TaskRow } from '../../../orchestrator/registry';
import type { FolderStore } from '../../folderStore';
import { actorName } from '../../words/actors';
import { checkpointTitle } from '../../words/checkpoints';
import { plainState } from '../../words/plainState';
import { dateAndTime } from '../../words/times';

/** One of a task's checkpoints, by its number. `extra` are rows above them. */
export async function askCheckpoint(
  place: Place,
  store: FolderStore,
  task: TaskRow,
  placeholder: string,
  extra: readonly Choice<number>[] = [],
  fits: (seq: number) => boolean = () => true,
): Promise<Answer<number>> {
  const { rows } = await store.read('checkpoint.list', { task: task.id, limit: 500 });
  const choices = worthListing(rows)
    .filter(({ seq }) => fits(seq))
    .map((checkpoint) => ({
      label: checkpointTitle(checkpoint),
      description: `${dateAndTime(checkpoint.at)} · ${plainState(checkpoint.state)} · ${actorName(checkpoint.actor)}`,
      value: checkpoint.seq,
    }));
  if (choices.length + extra.length > 0) return askChoice(place, placeholder, [...extra, ...choices]);
  throw new Problem(
    'not_found',
    vscode.l10n.t('“{0}” has no checkpoints yet.', task.title),
    vscode.l10n.t('They are written with each step of its work, and by Save Checkpoint.'),
  );
}
