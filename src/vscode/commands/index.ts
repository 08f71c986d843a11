import * as vscode from 'vscode';
import { beginningAnew } from '../ask/again';
import { commandId, commands, type CommandKey } from '../contributions/commands';
import { report } from '../report';
import { agentHandlers } from './agents';
import { checkpointHandlers } from './checkpoints';
import { decidingHandlers } from './deciding';
import { dependencyHandlers } from './dependencies';
import { evidenceHandlers } from './evidence';
import { lookingHandlers } from './looking';
import { planningHandlers } from './planning';
import { withFocusedRow } from './focusedRow';
import { isLetIn } from './gate';
import type { CommandServices, Handler } from './services';
import { shelvingHandlers } from './shelving';
import { steeringHandlers } from './steering';
import { storeHandlers } from './store';
import { streamHandlers } from './streams';
import { templateHandlers } from './templates';
import { viewingHandlers } from './viewing';
import { workingHandlers } from './working';

/** One handler a row of the table; a command without one does not compile. */
const handlers: Record<CommandKey, Handler> = {
  ...planningHandlers,
  ...workingHandlers,
  ...decidingHandlers,
  ...steeringHandlers,
  ...shelvingHandlers,
  ...dependencyHandlers,
  ...checkpointHandlers,
  ...evidenceHandlers,
  ...streamHandlers,
  ...templateHandlers,
  ...lookingHandlers,
  ...viewingHandlers,
  ...storeHandlers,
  ...agentHandlers,
};

/** Runs a command for one of our own pages: what goes wrong is the caller's to tell. */
export const perform = (services: CommandServices, key: CommandKey, argument: object): Promise<unknown> =>
  call(services, key, argument);

async function call(
  services: CommandServices,
  key: CommandKey,
  argument: unknown,
  selection?: unknown,
): Promise<unknown> {
  if (!(await isLetIn(services, key, argument))) return undefined;
  return beginningAnew(async () => handlers[key](services, argument, selection));
}

export function registerCommands(services: CommandServices): vscode.Disposable {
  const keys = Object.keys(commands) as CommandKey[];
  return vscode.Disposable.from(
    ...keys.map((key) =>
      vscode.commands.registerCommand(commandId(key), async (argument: unknown, selection: unknown) => {
        try {
          const called = await withFocusedRow(services.tasksView, argument, selection);
          return called && (await call(services, key, ...called));
        } catch (error) {
          report(services.log, error);
          return undefined;
        }
      }),
    ),
  );
}
