import * as vscode from 'vscode';
import { settingId, settings } from './contributions/settings';
import { tell } from './notify';
import { senseless } from './settings';

/** Says once of each setting and value that it makes no sense: whoever has mistyped one believes that it holds. */
export class SenselessSettings {
  readonly #log: vscode.LogOutputChannel;
  readonly #told = new Set<string>();

  constructor(log: vscode.LogOutputChannel) {
    this.#log = log;
  }

  start(): vscode.Disposable {
    const look = (): void => this.#look();
    look();
    return vscode.Disposable.from(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('taskOrchestrator')) look();
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(look),
    );
  }

  #look(): void {
    const folders = [undefined, ...(vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri)];
    for (const { key, value } of folders.flatMap((folder) => senseless(folder))) {
      const id = settingId(key);
      const said = `${id}: ${JSON.stringify(value)}`;
      if (this.#told.has(said)) continue;
      this.#told.add(said);
      this.#log.warn(
        `${said} is set and makes no sense, so ${JSON.stringify(settings[key].default)} counts in its place. The settings editor says what may stand there.`,
      );
      tell(vscode.l10n.t('“{0}” is set to what makes no sense, so its default counts. Show Log has what is set.', id));
    }
  }
}
