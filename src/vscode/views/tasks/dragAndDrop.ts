import * as vscode from 'vscode';
import { Problem } from '../../../domain/problem';
import { askChoice } from '../../ask/pick';
import { BACK } from '../../ask/walk';
import { viewId } from '../../contributions/views';
import type { FolderStore } from '../../folderStore';
import { report } from '../../report';
import { setting } from '../../settings';
import { arrange, betweenFolders } from '../../tasks/arrange';
import type { TaskLeaf, TaskNode } from '../taskNodes';
import { dropStore, likelySpots, movedTogether, movesTo, movesToStream, type Moves, type Spot } from './dropTarget';

const MIME = `application/vnd.code.tree.${viewId('tasks').toLowerCase()}`;

/** Tasks that are dragged to another place in the tree, or as text to anywhere else. */
export class DragAndDrop implements vscode.TreeDragAndDropController<TaskNode> {
  readonly dropMimeTypes = [MIME];
  readonly dragMimeTypes = ['text/plain'];
  readonly #log: vscode.LogOutputChannel;
  readonly #show: (store: FolderStore, task: string) => void;

  /** `show` is told of what has been moved. */
  constructor(log: vscode.LogOutputChannel, show: (store: FolderStore, task: string) => void) {
    this.#log = log;
    this.#show = show;
  }

  handleDrag(nodes: readonly TaskNode[], data: vscode.DataTransfer): void {
    const leaves = nodes.filter((node) => node.kind === 'task');
    if (leaves.length === 0) return;
    data.set(MIME, new vscode.DataTransferItem(leaves));
    const text = leaves.map(({ task: { title, id } }) => `${title} (${id})`).join('\n');
    data.set('text/plain', new vscode.DataTransferItem(text));
  }

  async handleDrop(target: TaskNode | undefined, data: vscode.DataTransfer): Promise<void> {
    const leaves: unknown = data.get(MIME)?.value;
    // From another window it comes as text, and has no meaning here.
    if (!Array.isArray(leaves) || leaves.length === 0) return;
    try {
      await this.#drop(movedTogether(leaves as TaskLeaf[]), target);
    } catch (error) {
      report(this.#log, error);
    }
  }

  async #drop(dragged: readonly TaskLeaf[], target: TaskNode | undefined): Promise<void> {
    const [first] = dragged;
    if (!first) return;
    const { store } = first;
    store.assertTrusted();
    const to = dropStore(target) ?? store;
    if (to !== store || dragged.some((leaf) => leaf.store !== store)) throw betweenFolders();
    const moves = await movesFor(dragged, target);
    if (!moves) return;
    await arrange(store, moves, said(dragged), this.#log);
    this.#show(store, first.task.id);
  }
}

async function movesFor(dragged: readonly TaskLeaf[], target: TaskNode | undefined): Promise<Moves | undefined> {
  if (!target) return movesToStream(dragged, null);
  if (target.kind === 'folder') return movesToStream(dragged, undefined);
  if (target.kind === 'group' && target.of.by === 'stream') return movesToStream(dragged, target.of.name);
  if (target.kind !== 'task') throw noPlace();
  if (dragged.includes(target)) return undefined;
  const { path } = await target.store.read('task.show', { task: target.task.id });
  const around = dragged.find(({ task }) => path.some(({ id }) => id === task.id));
  if (around) throw belowItself(around, target);
  const spot = setting('tasks.confirmDragAndDrop') ? await askSpot(dragged, target) : 'below';
  return spot && movesTo(dragged, target, spot);
}

async function askSpot(dragged: readonly TaskLeaf[], target: TaskLeaf): Promise<Spot | undefined> {
  const { title } = target.task;
  const words: Record<Spot, { label: string; icon: string }> = {
    below: { label: vscode.l10n.t('Below “{0}”, as a step of it', title), icon: 'indent' },
    before: { label: vscode.l10n.t('Before “{0}”', title), icon: 'arrow-up' },
    after: { label: vscode.l10n.t('After “{0}”', title), icon: 'arrow-down' },
  };
  const place = { title: vscode.l10n.t('Move Task'), step: 1, steps: 1, canGoBack: false };
  const answer = await askChoice<Spot>(
    place,
    vscode.l10n.t('Where does {0} belong?', said(dragged)),
    likelySpots(dragged, target).map((value) => {
      const { label, icon } = words[value];
      return { label, iconPath: new vscode.ThemeIcon(icon), value };
    }),
  );
  return answer === undefined || answer === BACK ? undefined : answer.value;
}

const said = (dragged: readonly TaskLeaf[]): string =>
  dragged.length === 1
    ? vscode.l10n.t('“{0}”', dragged[0]?.task.title ?? '')
    : vscode.l10n.t('{0} tasks', dragged.length);

const belowItself = ({ task }: TaskLeaf, { task: target }: TaskLeaf): Problem =>
  new Problem(
    'not_possible',
    vscode.l10n.t('“{0}” cannot be moved to “{1}”, which is a step of it.', task.title, target.title),
    vscode.l10n.t('Move that step out of it first.'),
  );

const noPlace = (): Problem =>
  new Problem(
    'not_possible',
    vscode.l10n.t('A task cannot be dropped there.'),
    vscode.l10n.t('Drop it on another task, on a stream, or on the empty part of the view.'),
  );
