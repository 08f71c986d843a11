import * as vscode from 'vscode';
import { clients, serverCommand, type Client } from '../../agents/configurations';
import { askOnce } from '../../ask/pick';
import { tell } from '../../notify';
import { reached } from '../../milestones';
import { chooseStore } from '../chooseStore';
import type { CommandServices } from '../services';

/** A keybinding or another extension may name the client: `{ "client": "Codex" }`. */
export async function copyMcpConfiguration(
  { stores, launcher }: CommandServices,
  argument: unknown,
): Promise<string | undefined> {
  const title = vscode.l10n.t('Copy MCP Configuration');
  const store = await chooseStore(stores, title);
  if (!store) return undefined;
  store.assertTrusted();
  const client = namedClient(argument) ?? (await askForClient(title));
  if (!client) return undefined;
  const text = client.text(serverCommand(await launcher.install(), store.folder.uri.fsPath));
  await vscode.env.clipboard.writeText(text);
  reached('connected');
  tell(vscode.l10n.t('Copied for {0}: {1}', client.name, client.place));
  return text;
}

function namedClient(argument: unknown): Client | undefined {
  const wanted =
    typeof argument === 'object' && argument !== null && 'client' in argument ? argument.client : undefined;
  return clients.find(({ name }) => name === wanted);
}

const askForClient = (title: string): Promise<Client | undefined> =>
  askOnce(
    title,
    vscode.l10n.t('Choose a client'),
    clients.map((value) => ({ label: value.name, description: value.place, value })),
  );
