import * as vscode from 'vscode';
import { Problem } from '../../domain/problem';
import type { QueryInput, TaskRow } from '../../orchestrator/registry';
import type { Act, Answers, Request } from '../../shared/taskPanel/messages';
import type { CommandKey } from '../contributions/commands';
import type { FolderStore } from '../folderStore';
import { waitedForOf } from '../tasks/rowsNow';
import { planForPeople } from '../words/planText';
import { stateWords } from '../words/states';
import { doingOf, isOffered } from './acts';
import { openFile } from './openFile';
import { graph } from './view/graph';
import { checkpointPage, childPage, eventPage, filePage } from './view/rows';

/** Runs one of our commands as it runs from the palette, except that what goes wrong is thrown. */
export type Perform = (key: CommandKey, argument: object) => Promise<unknown>;

/** What a page asks for, on the one task that it is about. */
export class Requests {
  readonly #store: FolderStore;
  readonly #task: string;
  readonly #perform: Perform;

  constructor(store: FolderStore, task: string, perform: Perform) {
    this.#store = store;
    this.#task = task;
    this.#perform = perform;
  }

  async answer(request: Request): Promise<Answers[keyof Answers] | null> {
    const [store, task] = [this.#store, this.#task];
    switch (request.ask) {
      case 'plan': {
        const { plans } = await store.read('task.plans', { task, limit: 100 });
        const found = plans.find(({ version }) => version === request.version);
        if (!found) throw noVersion(request.version);
        return { version: found.version, body: await planForPeople(store, found.body) };
      }
      case 'result': {
        const { rows } = await store.read('task.results', { task, limit: 100 });
        const found = rows.find(({ version }) => version === request.version);
        if (!found) throw noVersion(request.version);
        const { version, summary, detail } = found;
        return { version, body: detail === '' ? summary : `${summary}\n\n${detail}` };
      }
      case 'events':
        return eventPage(await store.read('task.events', { task, before: request.before }));
      case 'checkpoints':
        return checkpointPage(await store.read('checkpoint.list', { task, before: request.before, limit: 50 }));
      case 'files':
        return filePage(await store.read('task.files', { task, before: request.before }));
      case 'children':
        return this.#children(request.after);
      case 'graph':
        return this.#graph();
      default:
        await this.#act(request);
        return null;
    }
  }

  async #children(after: QueryInput<'task.children'>['after']): Promise<Answers['children']> {
    const page = await this.#store.read('task.children', { parent: this.#task, after, limit: 100 });
    return childPage(page, await waitedForOf(this.#store, page.rows));
  }

  async #graph(): Promise<Answers['graph']> {
    const found = await this.#store.read('task.graph', { task: this.#task });
    return graph(this.#task, found, await waitedForOf(this.#store, found.tasks));
  }

  async #act(request: Exclude<Request, { ask: keyof Answers }>): Promise<void> {
    switch (request.ask) {
      case 'act':
        return this.#offered(request.act);
      case 'file':
        return this.#offered(request.act, { paths: [request.path] });
      case 'approve':
        return this.#run('approveTask', { version: request.version });
      case 'reject':
        return this.#run('rejectTask', { version: request.version, reason: request.reason });
      case 'note':
        return this.#run('addNote', { text: request.text });
      case 'saveCheckpoint':
        return this.#run('saveCheckpoint', { name: request.name });
      case 'restoreCheckpoint':
        return this.#run('restoreCheckpoint', { seq: request.seq });
      case 'compareCheckpoints':
        return this.#run('compareCheckpoints', { from: request.from, to: request.to ?? 0 });
      case 'comparePlans':
        return this.#run('showPlanVersions', { from: request.from, to: request.to });
      case 'openTask':
        return this.#runOn('showTask', request.task, {});
      case 'openFile':
        return openFile(this.#store.folder.uri, request.path, request.line);
      case 'copyId':
        await vscode.env.clipboard.writeText(this.#task);
        return;
      case 'manageTrust':
        await vscode.commands.executeCommand('workbench.trust.manage');
        return;
      case 'undelete':
        return this.#run('restoreDeletedTask', {});
      case 'keep':
      case 'close':
      case 'presence':
        return;
    }
  }

  /** What is offered may have changed since the page was drawn. */
  async #offered(act: Act, about: object = {}): Promise<void> {
    const row = await this.#store.read('task.get', { id: this.#task });
    if (row && isOffered(act, row, !vscode.workspace.isTrusted)) {
      const { command, fields = {} } = doingOf(act);
      return this.#run(command, { ...fields, ...about });
    }
    this.#store.assertTrusted();
    throw notOffered(row);
  }

  #run(command: CommandKey, fields: object): Promise<void> {
    return this.#runOn(command, this.#task, fields);
  }

  async #runOn(command: CommandKey, task: string, fields: object): Promise<void> {
    // As a row of a view brings it: the page has asked the person.
    await this.#perform(command, { store: this.#store, task: { id: task }, fields });
  }
}

const noVersion = (version: number): Problem =>
  new Problem(
    'not_found',
    vscode.l10n.t('There is no version {0} any more.', version),
    vscode.l10n.t('Choose one from the list.'),
  );

function notOffered(row: TaskRow | null): Problem {
  const remedy = vscode.l10n.t('The panel shows what is possible now.');
  if (!row) return new Problem('not_found', vscode.l10n.t('The task has been deleted.'), remedy);
  const message = vscode.l10n.t('That is not possible any more: the task is now “{0}”.', stateWords(row));
  return new Problem('not_possible', message, remedy);
}
