import * as vscode from 'vscode';
import { inform, tell } from '../../notify';
import { Problem } from '../../../domain/problem';
import { serverCommand } from '../../agents/configurations';
import { serverEntry, withServer } from '../../agents/mcpJson';
import { confirm } from '../../ask/confirm';
import { reached } from '../../milestones';
import { report } from '../../report';
import { chooseStore } from '../chooseStore';
import type { CommandServices } from '../services';
import { placeOf, textIn, writeText } from './mcpFile';

/**
 * Lets clients that read .mcp.json start our server, after a person has seen what is written and where: it is a command that
 * others will run.
 */
export async function addToMcpJson({ stores, launcher, log }: CommandServices): Promise<void> {
  const store = await chooseStore(stores, vscode.l10n.t('Add Task Orchestrator to .mcp.json'));
  if (!store) return;
  store.assertTrusted();
  const uri = vscode.Uri.joinPath(store.folder.uri, '.mcp.json');
  const server = serverCommand(await launcher.install(), store.folder.uri.fsPath);
  const before = await textIn(uri);
  const text = withServer(before ?? '', server);
  if (text === undefined) {
    await vscode.window.showTextDocument(uri);
    throw notJson();
  }
  if (text === before) {
    const { document } = await vscode.window.showTextDocument(uri);
    const said = document.isDirty
      ? vscode.l10n.t('.mcp.json has Task Orchestrator in its editor only: save it.')
      : vscode.l10n.t('.mcp.json has Task Orchestrator already.');
    tell(said);
    return;
  }
  const question =
    before === undefined
      ? vscode.l10n.t('Make {0} with this entry?', uri.fsPath)
      : vscode.l10n.t('Write this entry into {0}? All else in it stays.', await placeOf(uri));
  if (!(await confirm(question, serverEntry(server), vscode.l10n.t('Write')))) return;
  if ((await textIn(uri)) !== before) throw changedMeanwhile();
  await writeText(uri, text);
  await vscode.window.showTextDocument(uri);
  reached('connected');
  void offerUndo(uri, before, text).catch((error: unknown) => report(log, error));
}

/** Whoever called the command need not wait for it. */
async function offerUndo(uri: vscode.Uri, before: string | undefined, text: string): Promise<void> {
  const undo = vscode.l10n.t('Undo');
  const said = vscode.l10n.t('Task Orchestrator was added to {0}.', uri.fsPath);
  if ((await inform(said, undo)) !== undo) return;
  // What somebody has written since is theirs.
  const now = await textIn(uri);
  if (now === undefined) return;
  if (now !== text) await vscode.window.showTextDocument(uri);
  else await writeText(uri, before);
}

const notJson = (): Problem =>
  new Problem(
    'invalid_input',
    vscode.l10n.t('.mcp.json is no JSON that an entry can be added to, so it was left as it is.'),
    vscode.l10n.t('Correct it, with "mcpServers" in it once and in braces, then try again.'),
  );

const changedMeanwhile = (): Problem =>
  new Problem(
    'not_possible',
    vscode.l10n.t('.mcp.json has changed meanwhile, so it was left as it is.'),
    vscode.l10n.t('Look at it, then try again.'),
  );
