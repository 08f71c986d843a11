import * as vscode from 'vscode';
import { visibleCheck } from '../../domain/evidence/checkText';
import { confirm } from '../ask/confirm';
import { commandId, commands, type CommandKey } from '../contributions/commands';
import type { CommandSpec } from '../contributions/commands/spec';
import { readArgument } from './argument';
import { askedFromOutside, passedAlong } from './outside';
import type { CommandServices } from './services';

/**
 * Stands before every command of the table: one that loosens, ends, writes files or lets something run is not done because an
 * object says so (rule O5). What the row of the command says about itself decides; there is no command without it.
 */
export async function isLetIn(services: CommandServices, key: CommandKey, argument: unknown): Promise<boolean> {
  const { outside, title }: CommandSpec = commands[key];
  // In Restricted Mode the command itself refuses.
  if (outside !== 'asked' || !vscode.workspace.isTrusted) return true;
  const { origin, task, fields } = readArgument(argument);
  if (origin !== 'said') return true;
  const named = task === undefined ? undefined : await titleOf(services, task);
  const name = localTitle(services, key, title);
  const question = named === undefined ? vscode.l10n.t('{0}?', name) : vscode.l10n.t('{0}: “{1}”?', name, named);
  return confirm(question, [askedFromOutside(), ...shown(fields)].join('\n\n'), vscode.l10n.t('Allow'));
}

async function titleOf({ stores }: CommandServices, id: string): Promise<string | undefined> {
  await stores.known;
  for (const store of stores.all) {
    if (store.status.state !== 'ready') continue;
    const task = await store.read('task.get', { id });
    if (task) return task.title;
  }
  return undefined;
}

interface ContributedCommand {
  readonly command: string;
  readonly title: string;
}

/** As the palette shows it: the manifest that VS Code hands out is in the person's language. */
function localTitle({ extensionId }: CommandServices, key: CommandKey, otherwise: string): string {
  const manifest = vscode.extensions.getExtension(extensionId)?.packageJSON as
    { readonly contributes?: { readonly commands?: readonly ContributedCommand[] } } | undefined;
  const found = manifest?.contributes?.commands?.find(({ command }) => command === commandId(key));
  return (found?.title ?? otherwise).replace(/…$/, '');
}

const shown = (fields: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(fields).map(([name, value]) => {
    const text = typeof value === 'string' ? value : JSON.stringify([value]).slice(1, -1);
    return `${visibleCheck(name)}: ${passedAlong(text)}`;
  });
