import * as vscode from 'vscode';
import type { QueryOutput, TaskRow } from '../../orchestrator/registry';
import { plainState } from '../words/states';
import { rowDescription } from '../words/task';
import { bullets, lines, part, plain } from './markdown';

const none = (): string => vscode.l10n.t('Nothing.');

export function blockersText({ state, ready, blockers }: QueryOutput<'task.explain'>): string {
  const reasons = blockers.map(({ text, remedy }) => `${text}. ${remedy}`);
  return lines(
    `# ${vscode.l10n.t('Why it waits')}`,
    '',
    vscode.l10n.t('State: {0}', plainState(state)),
    '',
    ready ? vscode.l10n.t('Nothing holds it back: it can be taken now.') : bullets(reasons),
  );
}

export function wavesText({ waves }: QueryOutput<'task.waves'>): string {
  const parts = waves.map((wave, index) =>
    part(
      vscode.l10n.t('Wave {0}', index + 1),
      bullets(wave.map(({ id, title, state }) => `${title} (\`${id}\`): ${plainState(state)}`)),
    ),
  );
  const intro = vscode.l10n.t('The steps of one wave can be worked on side by side.');
  return lines(`# ${vscode.l10n.t('Waves')}`, '', waves.length === 0 ? none() : intro, ...parts);
}

export function nextText(rows: readonly TaskRow[]): string {
  const items = rows.map((task) => {
    const description = rowDescription(task);
    return `${task.title} (\`${task.id}\`)${description === '' ? '' : `: ${description}`}`;
  });
  return lines(`# ${vscode.l10n.t('What is next')}`, '', items.length === 0 ? none() : bullets(items));
}

export function rolesText(roles: QueryOutput<'role.list'>['rows']): string {
  const parts = roles.map(({ name, layer, definition }) => part(`${name} (${layer})`, definitionText(definition)));
  return lines(`# ${vscode.l10n.t('Roles')}`, roles.length === 0 ? `\n${none()}` : null, ...parts);
}

function definitionText(definition: unknown): string {
  if (typeof definition !== 'object' || definition === null) return plain(definition);
  const entries: [string, unknown][] = Object.entries(definition);
  return bullets(
    entries.map(([key, value]) => `${key}: ${Array.isArray(value) ? value.map(plain).join('; ') : plain(value)}`),
  );
}
