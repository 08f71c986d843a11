import * as vscode from 'vscode';
import { onSettingChange, setting } from '../settings';
import type { Stores } from '../stores';
import { MCP_PROVIDER } from './names';

/** Offers VS Code's own MCP client a server for each folder, where a person has chosen that door. */
export class McpServers implements vscode.McpServerDefinitionProvider<vscode.McpStdioServerDefinition> {
  readonly #stores: Stores;
  readonly #program: string;
  readonly #version: string;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeMcpServerDefinitions = this.#changed.event;

  constructor(stores: Stores, program: string, version: string) {
    this.#stores = stores;
    this.#program = program;
    this.#version = version;
  }

  start(): vscode.Disposable {
    return vscode.Disposable.from(
      this.#changed,
      vscode.lm.registerMcpServerDefinitionProvider(MCP_PROVIDER, this),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#changed.fire()),
      onSettingChange(['agents.door'], () => this.#changed.fire()),
    );
  }

  async provideMcpServerDefinitions(): Promise<vscode.McpStdioServerDefinition[]> {
    if (setting('agents.door') !== 'server' || !vscode.workspace.isTrusted) return [];
    await this.#stores.known;
    const folders = this.#stores.all.map(({ folder }) => folder);
    return folders.map((folder) => {
      const label = folders.length === 1 ? 'Task Orchestrator' : `Task Orchestrator (${folder.name})`;
      const args = [this.#program, '--workspace', folder.uri.fsPath];
      // VS Code's own runtime: a person need not have Node.
      return new vscode.McpStdioServerDefinition(
        label,
        process.execPath,
        args,
        { ELECTRON_RUN_AS_NODE: '1' },
        this.#version,
      );
    });
  }
}
