import { userInfo } from 'node:os';
import { warn } from './notify';
import * as vscode from 'vscode';
import { Problem } from '../domain/problem';
import type { FileProblem } from '../domain/source/fileProblem';
import { EngineClient, type Waiting } from '../engine/client';
import type { StoreStatus } from '../engine/protocol';
import type {
  Change,
  CommandInput,
  CommandName,
  CommandOutput,
  FileOperationName,
  FilesInput,
  FilesOutput,
  QueryInput,
  QueryName,
  QueryOutput,
} from '../orchestrator/registry';
import type { ToolStore } from '../tools/store';
import { inWordsOfPeople } from './words/problems';

export interface EngineFiles {
  readonly worker: string;
  readonly wasm: string;
  readonly version: string;
}

/** What every store of this window is opened with. */
export interface StoreServices {
  readonly files: EngineFiles;
  readonly hostKey: string | undefined;
  readonly log: vscode.LogOutputChannel;
}

/** The task store of one workspace folder, as the extension host uses it. */
export class FolderStore {
  readonly folder: vscode.WorkspaceFolder;
  readonly #client: EngineClient;
  readonly #changed = new vscode.EventEmitter<readonly Change[]>();
  readonly #statusChanged = new vscode.EventEmitter<StoreStatus>();
  readonly #told = new Set<string>();
  readonly #fileProblemsChanged = new vscode.EventEmitter<readonly FileProblem[]>();
  readonly onDidChangeFileProblems = this.#fileProblemsChanged.event;
  readonly onDidChange = this.#changed.event;
  readonly onDidChangeStatus = this.#statusChanged.event;
  /** The task that a person looked at last in this window, by its id: likely the one that is meant next. */
  lookedAt: string | undefined;

  constructor(folder: vscode.WorkspaceFolder, { files, hostKey, log }: StoreServices) {
    this.folder = folder;
    this.#client = new EngineClient({
      folder: folder.uri.fsPath,
      workerFile: files.worker,
      wasmFile: files.wasm,
      version: files.version,
      door: 'host',
      ...(hostKey !== undefined && { hostKey }),
      log: (level, text) => log[level](`[${folder.name}] ${text}`),
    });
    this.#client.on('changes', (changes) => this.#changed.fire(changes));
    this.#client.on('fileProblems', (problems) => this.#fileProblemsChanged.fire(problems));
    this.#client.on('status', (status) => {
      log.debug(`[${folder.name}] store is ${JSON.stringify(status)}`);
      this.#statusChanged.fire(status);
      if (status.state === 'ready') this.#tell(status.notices);
    });
  }

  get status(): StoreStatus {
    return this.#client.status;
  }

  /** Runs a command as the person at this window. Nothing changes in Restricted Mode (rule A5). */
  execute<N extends CommandName>(name: N, input: CommandInput<N>, waiting?: Waiting): Promise<CommandOutput<N>> {
    this.assertTrusted();
    return this.#said(this.#client.execute(name, input, { actor: `human:${personName()}`, ...waiting }));
  }

  read<N extends QueryName>(name: N, input: QueryInput<N>): Promise<QueryOutput<N>> {
    return this.#said(this.#client.read(name, input));
  }

  /** What goes wrong is written for whoever asks; on its way to a person it names tasks by their titles (rule V17). */
  async #said<Answer>(answer: Promise<Answer>): Promise<Answer> {
    try {
      return await answer;
    } catch (error) {
      throw await inWordsOfPeople(Problem.from(error), (ids) => this.#titles(ids));
    }
  }

  async #titles(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const [{ rows }, deleted] = await Promise.all([
      this.#client.read('task.rows', { ids: [...ids] }),
      this.#client.read('task.deleted', {}),
    ]);
    return new Map([...deleted.rows, ...rows].map(({ id, title }) => [id, title]));
  }

  /** Roles and templates on disk. */
  files<N extends FileOperationName>(name: N, input: FilesInput<N>): Promise<FilesOutput<N>> {
    return this.#client.files(name, input);
  }

  /** What is wrong with files of roles and templates, while there is a store. */
  get fileProblems(): readonly FileProblem[] {
    return this.#client.fileProblems;
  }

  /** What this window has to say of itself; whoever leads hears of it. */
  tellWindow(state: { trusted: boolean; unsaved: string[] }): void {
    this.#client.tellWindow(state);
  }

  /** What has changed in the folder. It is seen by the window, not done by the person who sits there. */
  async tellChanges(changes: CommandInput<'files.observe'>['changes']): Promise<void> {
    this.assertTrusted();
    await this.#client.execute('files.observe', { changes }, { actor: 'system' });
  }

  /** The store for an agent in this window, which is no person (rule M10). */
  forAgent(actor: string, waiting: Waiting): ToolStore {
    return {
      folder: this.folder.uri.fsPath,
      agent: this,
      execute: (name, input, requestId) => {
        this.assertTrusted();
        const options = { actor, ...waiting, ...(requestId !== undefined && { requestId: `vscode/${requestId}` }) };
        return this.#client.execute(name, input, options);
      },
      read: (name, input) => this.#client.read(name, input, waiting),
      onChange: (listener) => this.#client.on('changes', listener),
    };
  }

  publish(): Promise<void> {
    this.assertTrusted();
    return this.#client.publish();
  }

  retry(): Promise<void> {
    return this.#client.retry();
  }

  restore(backup: string): Promise<void> {
    this.assertTrusted();
    return this.#client.restore(backup);
  }

  startEmpty(): Promise<void> {
    this.assertTrusted();
    return this.#client.startEmpty();
  }

  async close(): Promise<void> {
    await this.#client.close();
    this.#changed.dispose();
    this.#statusChanged.dispose();
    this.#fileProblemsChanged.dispose();
  }

  /** What the engine found out of the ordinary when it opened the store, told once by the window that opened it. */
  #tell(notices: readonly string[]): void {
    for (const notice of notices.filter((text) => !this.#told.has(text))) {
      this.#told.add(notice);
      void warn(`${this.folder.name}: ${notice}`);
    }
  }

  /** Before a person is asked anything that would then be refused. */
  assertTrusted(): void {
    if (vscode.workspace.isTrusted) return;
    throw new Problem(
      'restricted_mode',
      vscode.l10n.t('This workspace is in Restricted Mode, where tasks can be read but not changed.'),
      vscode.l10n.t('Trust the workspace to change them.'),
    );
  }
}

/** In a container a user need not have a name. */
function personName(): string {
  try {
    return userInfo().username;
  } catch {
    return process.env['USER'] ?? `uid-${process.getuid?.() ?? 'unknown'}`;
  }
}
