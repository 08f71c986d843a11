import { join } from 'node:path';
import * as vscode from 'vscode';
import type { EngineClient } from '../../src/engine/client';
import { commandId, type CommandKey } from '../../src/vscode/contributions/commands';
import { openClient } from '../unit/engine/harness';

/** The bundle of the suite lies in dist/test/host. */
const dist = join(__dirname, '..', '..');

const folder = (): string => vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';

/** Runs a command as a keybinding with arguments does. */
export const run = (key: CommandKey, argument?: object): Thenable<unknown> =>
  vscode.commands.executeCommand(commandId(key), argument);

/** A program beside the window, on the same store: it looks at what commands did, and does what agents do. */
export function useProgram(): () => EngineClient {
  let client: EngineClient | undefined;

  before(async () => {
    await vscode.extensions.getExtension('task-orchestrator.task-orchestrator')?.activate();
    client = openClient({ folder: folder(), door: 'process' }, dist);
  });

  after(async () => {
    await client?.close();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  return () => {
    if (!client) throw new Error('The program is there only while a test runs.');
    return client;
  };
}

export const actor = 'agent:test/host';

/** Makes a task through the palette's command, as a person. */
export async function newTask(title: string, details: object = {}): Promise<string> {
  const id = await run('newTask', { title, ...details });
  if (typeof id !== 'string') throw new Error(`${title} was not made`);
  return id;
}

/** Waits for what an event brings about, such as an editor that follows a change. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Not within 20 s: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The same, by a person who is asked whether it is meant, and says yes. */
export async function agreed(key: CommandKey, argument: object): Promise<unknown> {
  let answer: unknown;
  const asked = await answering('Allow', async () => {
    answer = await run(key, argument);
  });
  if (asked.length !== 1) throw new Error(`${key} was asked about ${asked.length} times`);
  return answer;
}

/** What a person was asked in dialogs while something ran, and answered with the button of this name, or not at all. */
export async function answering(button: string | undefined, act: () => Thenable<unknown>): Promise<string[]> {
  // A dialog of VS Code can be answered by nobody but a person, not even in a test; so here is the person.
  const { window } = vscode;
  const original = window.showWarningMessage;
  const asked: string[] = [];
  const answer = (question: string, options: vscode.MessageOptions | string): Promise<string | undefined> => {
    if (typeof options !== 'object' || options.modal !== true) return Promise.resolve(undefined);
    asked.push([question, options.detail].join('\n'));
    return Promise.resolve(button);
  };
  Object.assign(window, { showWarningMessage: answer });
  try {
    await act();
  } finally {
    Object.assign(window, { showWarningMessage: original });
  }
  return asked;
}
