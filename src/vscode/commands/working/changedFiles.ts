import { posix } from 'node:path';
import * as vscode from 'vscode';
import { workspacePath } from '../../../domain/evidence/workspacePath';
import type { CommandInput, TaskRow } from '../../../orchestrator/registry';
import type { FolderStore } from '../../folderStore';
import { fileOperationWords } from '../../words/files';
import { byPath } from '../../words/pathOrder';

type Claimed = NonNullable<CommandInput<'task.finish'>['files']>[number];

/** A file that a task may have produced. */
export interface ChangedFile {
  readonly claim: Claimed;
  /** How it is known. */
  readonly known: 'observed' | 'unattributed' | 'git';
  readonly words: string;
}

const MOST = 500;

/** What was seen to change for a task, what nobody could tell whose it is, and what git has not committed yet: in this order, each by its paths. */
export async function changedFiles(store: FolderStore, { id }: TaskRow): Promise<ChangedFile[]> {
  const [{ files }, { rows }, byGit] = await Promise.all([
    store.read('task.evidence', { task: id }),
    store.read('files.unattributed', { limit: MOST }),
    uncommitted(store.folder.uri),
  ]);
  const observed = files
    .filter(({ supersededBy }) => supersededBy === null)
    .map(({ path, op, expected }) => changed(path, expected === 'absent' ? 'delete' : plain(op), 'observed'));
  // The list is newest first: of a path the last change says how it is now.
  const unattributed = rows.map(({ path, op }) => changed(path, plain(op), 'unattributed'));
  const known = new Map<string, ChangedFile>();
  for (const file of [observed, unattributed, byGit].flatMap(sorted)) {
    if (!known.has(file.claim.path)) known.set(file.claim.path, file);
  }
  return [...known.values()].slice(0, MOST);
}

const sorted = (files: readonly ChangedFile[]): ChangedFile[] =>
  [...files].sort((one, other) => byPath(one.claim.path, other.claim.path));

/** Where a file came from is known already; what is said now is that it is there. */
const plain = (op: Claimed['op']): Claimed['op'] => (op === 'create' || op === 'delete' ? op : 'modify');

function changed(path: string, op: Claimed['op'], known: ChangedFile['known']): ChangedFile {
  const how: Record<ChangedFile['known'], string> = {
    observed: vscode.l10n.t('seen while it was worked on'),
    unattributed: vscode.l10n.t('nobody could tell whose it is'),
    git: vscode.l10n.t('not committed yet'),
  };
  return { claim: { op, path }, known, words: `${fileOperationWords(op).label} · ${how[known]}` };
}

/** So much of what VS Code's own Git tells other extensions as is needed here. */
interface GitChange {
  readonly uri: vscode.Uri;
}
interface GitApi {
  readonly repositories: readonly {
    readonly state: {
      readonly workingTreeChanges: readonly GitChange[];
      readonly indexChanges: readonly GitChange[];
      readonly untrackedChanges?: readonly GitChange[];
    };
  }[];
}

interface GitExports {
  /** Off where a person has turned Git off in the settings; `getAPI` throws then. */
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

async function uncommitted(folder: vscode.Uri): Promise<ChangedFile[]> {
  const git = vscode.extensions.getExtension<GitExports>('vscode.git');
  if (!git?.isActive || !git.exports.enabled) return [];
  const changes = git.exports
    .getAPI(1)
    .repositories.flatMap(({ state }) => [
      ...state.workingTreeChanges,
      ...state.indexChanges,
      ...(state.untrackedChanges ?? []),
    ]);
  const paths = new Set(changes.flatMap(({ uri }) => pathWithin(folder, uri) ?? []));
  return Promise.all(
    [...paths].slice(0, MOST).map(async (path) => {
      const isThere = await vscode.workspace.fs.stat(vscode.Uri.joinPath(folder, path)).then(
        () => true,
        () => false,
      );
      return changed(path, isThere ? 'modify' : 'delete', 'git');
    }),
  );
}

function pathWithin(folder: vscode.Uri, uri: vscode.Uri): string | undefined {
  if (uri.scheme !== folder.scheme) return undefined;
  const checked = workspacePath(posix.relative(folder.path, uri.path));
  return 'path' in checked ? checked.path : undefined;
}
