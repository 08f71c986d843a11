import * as vscode from 'vscode';

/** Who did something, as one says it: "ada" for a person, "agent claude" for an agent's session. */
export function actorName(actor: string): string {
  const [, kind, name] = /^([a-z]+):([^/]+)/.exec(actor) ?? [];
  if (kind === undefined || name === undefined) return actor;
  if (kind === 'human') return name;
  return kind === 'agent' ? vscode.l10n.t('agent {0}', name) : `${kind} ${name}`;
}
