import * as vscode from 'vscode';
import { PRIORITIES, type Priority } from '../../domain/task/task';
import type { FolderStore } from '../folderStore';
import { priorityWords } from '../words/terms';
import { askChoice, type Choice } from './pick';
import { askText } from './text';
import { BACK, type Answer, type Place } from './walk';

/** `null`: none of them. */
export async function askRole(place: Place, store: FolderStore): Promise<Answer<string | null>> {
  const { rows } = await store.read('role.list', {});
  const names = rows.map(({ name }) => name).sort();
  return askChoice<string | null>(place, vscode.l10n.t('Who should do it?'), [
    { label: vscode.l10n.t('No role'), value: null },
    ...names.map((name) => ({ label: name, value: name })),
  ]);
}

/** What it is now, or is as a rule, is what Enter chooses. */
export function askPriority(place: Place, now: Priority = 'normal'): Promise<Answer<Priority>> {
  const choices = PRIORITIES.map((value) => ({ label: priorityWords(value), value }));
  return askChoice(place, vscode.l10n.t('How urgent is it?'), choices, now);
}

/** A stream that there is, a new one, or none. */
export async function askStream(place: Place, store: FolderStore): Promise<Answer<string | null>> {
  const { rows } = await store.read('stream.list', {});
  const known: Choice<string | null | undefined>[] = rows
    .filter(({ archived }) => !archived)
    .map(({ name, done, leaves }) => ({ label: name, description: `${done}/${leaves}`, value: name }));
  const answer = await askChoice<string | null | undefined>(place, vscode.l10n.t('Which stream does it belong to?'), [
    { label: vscode.l10n.t('No stream'), value: null },
    ...known,
    { label: vscode.l10n.t('New stream…'), iconPath: new vscode.ThemeIcon('add'), value: undefined },
  ]);
  if (answer === undefined || answer === BACK) return answer;
  if (answer.value !== undefined) return { value: answer.value };
  return askText(place, { prompt: vscode.l10n.t('What is the new stream called?'), mistake: problemWithStream });
}

export function problemWithStream(name: string): string | undefined {
  const { length } = name.trim();
  if (length === 0) return vscode.l10n.t('A stream needs a name.');
  return length > 100 ? vscode.l10n.t('A name has at most {0} characters; this one has {1}.', 100, length) : undefined;
}
