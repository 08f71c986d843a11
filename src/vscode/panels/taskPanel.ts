import * as vscode from 'vscode';
import { Problem } from '../../domain/problem';
import { fromPage, type Failure, type ToPage } from '../../shared/taskPanel/messages';
import type { FolderStore } from '../folderStore';
import { stillIcon } from '../tasks/icon';
import { Coalesced } from '../views/coalesced';
import { RELATIVE_TIME_MS } from '../words/times';
import { Requests, type Perform } from './requests';
import { pageTexts } from './texts';
import { readFacts, type Facts } from './view/facts';
import { taskView } from './view/taskView';

/** A tab is as wide as its title. */
const LONGEST_TITLE = 60;
export const tabTitle = (title: string): string =>
  title.length > LONGEST_TITLE ? `${title.slice(0, LONGEST_TITLE - 1).trimEnd()}…` : title;

/** Of more than these the panel leads to the command that lists them. */
const MOST_DELETED = 200;
const MOST_LOOKED_AT = 1_000;

const gone = (title: string, isDeleted: boolean, canUndelete: boolean): Failure => ({
  message: isDeleted ? vscode.l10n.t('“{0}” was deleted.', title) : vscode.l10n.t('“{0}” is not here any more.', title),
  remedy: canUndelete
    ? vscode.l10n.t('It can be brought back.')
    : vscode.l10n.t('What was deleted is brought back by Restore Deleted Task.'),
});

/** What a panel is about. */
export interface PanelSubject {
  readonly store: FolderStore;
  readonly task: string;
}

const movedOn = (): { message: string; remedy: string } => ({
  message: vscode.l10n.t('The panel shows another task now.'),
  remedy: vscode.l10n.t('Nothing was done; look at what it shows.'),
});

/** One task in a panel: shows how it stands now and does what its page asks for. */
export class TaskPanel {
  readonly #panel: vscode.WebviewPanel;
  readonly #subject: PanelSubject;
  readonly #requests: Requests;
  readonly #log: vscode.LogOutputChannel;
  readonly #refresh = new Coalesced(() => void this.#show());
  readonly #disposables: readonly { dispose(): unknown }[];
  /** Counts what the same page is about, one after the other: what was asked of the one before is not meant for this one. */
  readonly #about: number;
  readonly #onKeep: () => void;
  /** A page that was not drawn yet, or is hidden, hears nothing; it asks when it is there. */
  #listening: boolean;
  #isOver = false;
  #isToLook = true;
  #reading = false;
  #again = false;

  /** `before`: what the panel was about until now; its page goes on with this one. `onKeep`: somebody writes in it. */
  constructor(
    panel: vscode.WebviewPanel,
    subject: PanelSubject,
    { perform, onKeep, log }: { perform: Perform; onKeep: () => void; log: vscode.LogOutputChannel },
    before?: TaskPanel,
  ) {
    this.#panel = panel;
    this.#subject = subject;
    this.#onKeep = onKeep;
    this.#about = before ? before.#about + 1 : 1;
    this.#listening = before ? before.#listening : false;
    this.#requests = new Requests(subject.store, subject.task, perform);
    this.#log = log;
    const timer = setInterval(() => {
      if (panel.visible) this.#refresh.ask();
    }, RELATIVE_TIME_MS);
    this.#disposables = [
      this.#refresh,
      new vscode.Disposable(() => clearInterval(timer)),
      panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(message)),
      panel.onDidChangeViewState(() => {
        if (!panel.visible) [this.#listening, this.#isToLook] = [false, true];
        if (panel.active) subject.store.lookedAt = subject.task;
      }),
      subject.store.onDidChange(() => this.#refresh.ask()),
      subject.store.onDidChangeStatus(() => this.#refresh.ask()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#refresh.ask()),
    ];
    // The tab has its title and its icon also while nobody looks at the page.
    this.#refresh.ask();
  }

  /** It follows nothing any more; the panel may go on with another task. */
  dispose(): void {
    this.#isOver = true;
    for (const each of this.#disposables) each.dispose();
  }

  /** One reading at a time; what changes meanwhile is read afterwards. */
  async #show(): Promise<void> {
    if (this.#reading) {
      this.#again = true;
      return;
    }
    this.#reading = true;
    try {
      do {
        this.#again = false;
        await this.#read();
      } while (this.#wantsMore());
    } finally {
      this.#reading = false;
    }
  }

  #wantsMore = (): boolean => this.#again;

  async #read(): Promise<void> {
    const { store, task } = this.#subject;
    try {
      const row = await store.read('task.get', { id: task });
      if (this.#isOver) return;
      if (!row) {
        const { rows } = await store.read('task.deleted', { limit: MOST_DELETED });
        const found = rows.find(({ id }) => id === task);
        const isDeleted = found !== undefined;
        const canUndelete = isDeleted && vscode.workspace.isTrusted;
        this.#nothing(gone(found?.title ?? this.#panel.title, isDeleted, canUndelete), canUndelete);
        return;
      }
      this.#panel.title = tabTitle(row.title);
      this.#panel.iconPath = stillIcon(row);
      if (!this.#listening) return;
      const facts = await readFacts(store, task);
      this.#lookAgain(facts);
      const several = (vscode.workspace.workspaceFolders?.length ?? 0) > 1;
      const view = taskView(facts, {
        folder: store.folder.uri.toString(),
        folderName: several ? store.folder.name : null,
        readOnly: !vscode.workspace.isTrusted,
      });
      this.#send({ type: 'view', view, about: this.#about });
    } catch (error) {
      const { message, remedy } = Problem.from(error);
      this.#log.debug(`The panel of ${task} has nothing to show`, error);
      this.#nothing({ message, remedy });
    }
  }

  /**
   * Whoever opens a task sees its files as they are: what no watcher has told, on a network drive or after a storm, is looked
   * at now. What is as it was costs a look, and says nothing.
   */
  #lookAgain({ evidence }: Facts): void {
    if (!this.#isToLook || !vscode.workspace.isTrusted) return;
    this.#isToLook = false;
    const paths = evidence.files.filter(({ supersededBy }) => supersededBy === null).map(({ path }) => path);
    if (paths.length === 0) return;
    this.#subject.store
      .tellChanges(paths.slice(0, MOST_LOOKED_AT).map((path) => ({ path, kind: 'changed' })))
      .catch((error: unknown) => this.#log.debug(`The files of ${this.#subject.task} were not looked at`, error));
  }

  #nothing(failure: Failure, canUndelete = false): void {
    this.#send({ type: 'nothing', failure, canUndelete, about: this.#about });
  }

  #receive(message: unknown): void {
    const parsed = fromPage.safeParse(message);
    if (!parsed.success) {
      this.#log.warn('A panel sent a message that is none', parsed.error.message);
      return;
    }
    if (parsed.data.type === 'ready') {
      this.#listening = true;
      this.#send({ type: 'start', texts: pageTexts(), language: vscode.env.language });
      void this.#show();
      return;
    }
    const { id, about, request } = parsed.data;
    if (about !== this.#about && request.ask !== 'presence') {
      this.#send({ type: 'reply', id, failure: movedOn() });
      return;
    }
    if (request.ask === 'keep') this.#onKeep();
    if (request.ask === 'close') this.#panel.dispose();
    this.#requests.answer(request).then(
      (value) => this.#send({ type: 'reply', id, value }),
      (error: unknown) => {
        const { code, message: said, remedy } = Problem.from(error);
        this.#log.info(`${request.ask} of ${this.#subject.task} was refused: ${code}`, said);
        this.#send({ type: 'reply', id, failure: { message: said, remedy } });
      },
    );
  }

  /** A page that is gone meanwhile needs nothing. */
  #send(message: ToPage): void {
    if (!this.#listening || this.#isOver) return;
    this.#panel.webview.postMessage(message).then(undefined, () => undefined);
  }
}
