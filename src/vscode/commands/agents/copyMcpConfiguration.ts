import * as vscode from 'vscode';
import { clients, serverCommand, type Client } from '../../agents/configurations';
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
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied for {0}: {1}', client.name, client.place), 5_000);
  return text;
}

function namedClient(argument: unknown): Client | undefined {
  const wanted =
    typeof argument === 'object' && argument !== null && 'client' in argument ? argument.client : undefined;
  return clients.find(({ name }) => name === wanted);
}

async function askForClient(title: string): Promise<Client | undefined> {
  const rows = clients.map((client) => ({ label: client.name, description: client.place, client }));
  const picked = await vscode.window.showQuickPick(rows, { title, placeHolder: vscode.l10n.t('Choose a client') });
  return picked?.client;
}
