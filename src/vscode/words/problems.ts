import * as vscode from 'vscode';
import { Problem } from '../../domain/problem';
import { actorName } from './actors';
import { plainState } from './plainState';
import { forPeople, idsIn } from './titles';

/**
 * A problem as it is shown to a person. `titlesOf` is asked only where a text names tasks; one that it cannot answer leaves the
 * text as it was.
 */
export async function inWordsOfPeople(
  problem: Problem,
  titlesOf: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>,
): Promise<Problem> {
  if (problem.code === 'person_only') return unknownWindow(problem);
  const ids = idsIn(`${problem.message} ${problem.remedy}`);
  const known = ids.length === 0 ? new Map<string, string>() : await titlesOf(ids).catch(() => new Map());
  const titles = new Map<string, string>(ids.flatMap((id) => (known.has(id) ? [[id, known.get(id) ?? '']] : [])));
  const { code, message, remedy } = forPeople(problem, { titles, actor: actorName, state: plainState });
  return new Problem(code, message, remedy, { cause: problem.cause });
}

/** Whoever keeps the store cannot tell that a person sits here: windows know each other by a key that each VS Code keeps for itself. */
const unknownWindow = (cause: Problem): Problem =>
  new Problem(
    'person_only',
    vscode.l10n.t(
      'This was not done: the folder is open in another VS Code as well, which keeps its tasks and cannot tell that a person sits here.',
    ),
    vscode.l10n.t('Do it there; or close the folder there, or its browser tab, and try again here.'),
    { cause },
  );
