import * as vscode from 'vscode';
import { Problem } from '../../domain/problem';
import { confirmText } from '../ask/confirmText';
import { pagePath } from '../contributions/pages';
import { TEXT_SCHEME } from '../contributions/schemes';
import type { FolderStore } from '../folderStore';
import type { Stores } from '../stores';
import { approvedAbove } from '../tasks/approvedAbove';
import { Coalesced } from '../views/coalesced';
import { fileName } from './subject';

/** The texts of a task that are longer than a line. */
export type LongText = 'description' | 'context';

const nameOf = (title: string, field: LongText): string =>
  field === 'description' ? vscode.l10n.t('{0} (description)', title) : vscode.l10n.t('{0} (context)', title);

interface Place {
  readonly store: FolderStore;
  readonly task: string;
  readonly field: LongText;
}

/** Long texts of tasks as files: written in VS Code's own editor, and kept in the store when they are saved. */
export class EditableTexts implements vscode.FileSystemProvider {
  readonly #stores: Stores;
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;

  constructor(stores: Stores) {
    this.#stores = stores;
  }

  start(): vscode.Disposable {
    return vscode.Disposable.from(
      vscode.workspace.registerFileSystemProvider(TEXT_SCHEME, this, { isCaseSensitive: true }),
      this.#changed,
      this.#stores.followEach((store) => this.#follow(store)),
    );
  }

  async open(store: FolderStore, task: { id: string; title: string }, field: LongText): Promise<void> {
    const query = new URLSearchParams({ folder: store.folder.uri.toString(), task: task.id, field }).toString();
    const uri = vscode.Uri.from({ scheme: TEXT_SCHEME, path: pagePath(fileName(nameOf(task.title, field))), query });
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { task, text } = await this.#read(uri);
    return { type: vscode.FileType.File, ctime: task.createdAt, mtime: task.updatedAt, size: Buffer.byteLength(text) };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return Buffer.from((await this.#read(uri)).text);
  }

  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    const { store, task, field } = await this.#place(uri);
    const text = Buffer.from(content).toString();
    try {
      if (!(await isKeptByAPerson(store, task, text))) throw notMeant();
      await store.execute('task.edit', { task, [field]: text });
    } catch (error) {
      // The editor shows this sentence beside the file, which stays unsaved.
      const { message, remedy } = Problem.from(error);
      throw vscode.FileSystemError.NoPermissions(`${message} ${remedy}`);
    }
  }

  // There is nothing here but the texts of tasks that exist.
  watch = (): vscode.Disposable => new vscode.Disposable(() => undefined);
  readDirectory = (): never => refuse();
  createDirectory = (): never => refuse();
  delete = (): never => refuse();
  rename = (): never => refuse();

  async #read(uri: vscode.Uri) {
    const { store, task, field } = await this.#place(uri);
    const shown = await store.read('task.show', { task }).catch(() => undefined);
    if (!shown) throw vscode.FileSystemError.FileNotFound(uri);
    return { task: shown.task, text: shown[field] };
  }

  async #place(uri: vscode.Uri): Promise<Place> {
    await this.#stores.known;
    const fields = new URLSearchParams(uri.query);
    const store = this.#stores.all.find(({ folder }) => folder.uri.toString() === fields.get('folder'));
    if (!store) throw vscode.FileSystemError.FileNotFound(uri);
    const field = fields.get('field') === 'context' ? 'context' : 'description';
    return { store, task: fields.get('task') ?? '', field };
  }

  #follow(store: FolderStore): vscode.Disposable {
    const refresh = new Coalesced(() => {
      const open = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === TEXT_SCHEME);
      if (open.length > 0) this.#changed.fire(open.map(({ uri }) => ({ type: vscode.FileChangeType.Changed, uri })));
    });
    return vscode.Disposable.from(
      refresh,
      store.onDidChange(() => refresh.ask()),
    );
  }
}

/**
 * Any extension can change a document and save it, and what is saved here is a person's word: nobody is asked again about a
 * plan that a person changes (rule O3). So where there is an approval, a person says that the text is theirs (rule O4).
 */
async function isKeptByAPerson(store: FolderStore, task: string, text: string): Promise<boolean> {
  const approved = await approvedAbove(store, task);
  if (approved === undefined) return true;
  return confirmText(
    vscode.l10n.t('Keep this text, though a person approves “{0}”? Nobody is asked again.', approved.task.title),
    vscode.l10n.t('Another extension may have saved it.'),
    text,
    vscode.l10n.t('Keep'),
  );
}

const notMeant = (): Problem =>
  new Problem(
    'not_possible',
    vscode.l10n.t('The text was not kept.'),
    vscode.l10n.t('Save it again to be asked again, or revert the file.'),
  );

function refuse(): never {
  throw vscode.FileSystemError.NoPermissions(vscode.l10n.t('Only the texts of tasks are kept here.'));
}
