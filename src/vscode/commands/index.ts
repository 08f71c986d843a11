import * as vscode from 'vscode';
import { commandId, commands, type CommandKey } from '../contributions/commands';
import { report } from '../report';
import { newTask } from './newTask';
import { publishStore, restoreBackup, retryStore, startEmptyStore } from './store';
import type { CommandServices } from './services';

/** `argument` is whatever a keybinding, a menu or another extension passed along. */
type Handler = (services: CommandServices, argument: unknown) => unknown;

/** One handler a row of the table; a command without one does not compile. */
const handlers: Record<CommandKey, Handler> = {
  newTask,
  publishStore,
  retryStore,
  restoreBackup,
  startEmptyStore,
  showLog: ({ log }) => log.show(),
};

export function registerCommands(services: CommandServices): vscode.Disposable {
  const keys = Object.keys(commands) as CommandKey[];
  return vscode.Disposable.from(
    ...keys.map((key) =>
      vscode.commands.registerCommand(commandId(key), async (argument: unknown) => {
        try {
          return await handlers[key](services, argument);
        } catch (error) {
          report(services.log, error);
          return undefined;
        }
      }),
    ),
  );
}
