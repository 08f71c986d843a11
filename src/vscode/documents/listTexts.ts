import * as vscode from 'vscode';
import type { QueryOutput } from '../../orchestrator/registry';
import { inert } from '../words/inertMarkdown';
import { plainState } from '../words/plainState';
import { bullets, lines, part, plain } from './markdown';

const none = (): string => vscode.l10n.t('Nothing.');

/** `words` of where they stand. */
export function wavesText(
  title: string,
  { waves }: QueryOutput<'task.waves'>,
  words: ReadonlyMap<string, string>,
): string {
  const parts = waves.map((wave, index) =>
    part(
      vscode.l10n.t('Wave {0}', index + 1),
      bullets(wave.map(({ id, title, state }) => `${inert(title)}: ${words.get(id) ?? plainState(state)}`)),
    ),
  );
  const intro = vscode.l10n.t('The steps of one wave can be worked on side by side.');
  return lines(`# ${vscode.l10n.t('Waves of {0}', inert(title))}`, '', waves.length === 0 ? none() : intro, ...parts);
}

export function rolesText(roles: QueryOutput<'role.list'>['rows']): string {
  const parts = roles.map(({ name, layer, definition }) => part(`${name} (${layer})`, definitionText(definition)));
  return lines(`# ${vscode.l10n.t('Roles')}`, roles.length === 0 ? `\n${none()}` : null, ...parts);
}

function definitionText(definition: unknown): string {
  if (typeof definition !== 'object' || definition === null) return plain(definition);
  const entries: [string, unknown][] = Object.entries(definition);
  return bullets(
    entries.map(([key, value]) =>
      Array.isArray(value)
        ? `${key}:\n${value.map((item) => `  - ${plain(item)}`).join('\n')}`
        : `${key}: ${plain(value)}`,
    ),
  );
}
