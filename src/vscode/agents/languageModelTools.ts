import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import * as vscode from 'vscode';
import type * as Tools from '../../tools';
import type { Stores } from '../stores';
import { announce, type ToolName } from './announcements';
import { storeFor } from './storeFor';

const LONGEST_ID = 100;

/** The operations of the agent door as tools of VS Code, for whichever agent runs in it. */
export class LanguageModelTools {
  readonly #stores: Stores;
  readonly #bundle: string;
  /** An agent inside VS Code is an agent: it decides nothing, and the history names it (rule M10). */
  readonly #actor = `agent:vscode/${randomBytes(4).toString('hex')}`;
  #tools: typeof Tools | undefined;

  constructor(stores: Stores, bundle: string) {
    this.#stores = stores;
    this.#bundle = bundle;
  }

  start(): vscode.Disposable {
    const names = Object.keys(announce) as ToolName[];
    return vscode.Disposable.from(
      ...names.map((name) =>
        vscode.lm.registerTool<Record<string, unknown>>(name, {
          prepareInvocation: async ({ input }) => announce[name](await this.#named(input)),
          invoke: ({ input }, token) => this.#invoke(name, input, token),
        }),
      ),
    );
  }

  /** With the title of the task, by which a person knows it. That it cannot be found is said by the call itself. */
  async #named(input: Record<string, unknown>): Promise<Record<string, unknown>> {
    const { task } = input;
    if (typeof task !== 'string' || task === '' || task.length > LONGEST_ID) return input;
    try {
      const row = await (await storeFor(this.#stores, input)).read('task.get', { id: task });
      return row ? { ...input, task: `${row.title} (${task})` } : input;
    } catch {
      return input;
    }
  }

  async #invoke(
    name: ToolName,
    input: Record<string, unknown>,
    token: vscode.CancellationToken,
  ): Promise<vscode.LanguageModelToolResult> {
    const { callTool, coreTools } = this.#load();
    const tool = coreTools.find((known) => known.name === name);
    if (!tool) throw new Error(`the registry has no ${name}`);
    const folder = await storeFor(this.#stores, input);
    const calledOff = new AbortController();
    const listening = token.onCancellationRequested(() => calledOff.abort());
    try {
      const { signal } = calledOff;
      const call = { store: folder.forAgent(this.#actor, { signal }), signal, stillAtIt: () => undefined };
      const { answer } = await callTool(tool, call, input);
      return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(JSON.stringify(answer))]);
    } finally {
      listening.dispose();
    }
  }

  /** The schemas take longer to load than all of the extension, so they are loaded when they are first needed (rule M12). */
  #load(): typeof Tools {
    return (this.#tools ??= createRequire(__filename)(this.#bundle) as typeof Tools);
  }
}
