import * as vscode from 'vscode';
import type { FileResultStatus } from '../../domain/evidence/results';
import { onSettingChange, setting } from '../settings';
import { fileResultWords } from '../words/evidence';
import type { Evidence } from './evidence';
import type { Trouble } from './trouble';

interface Mark {
  readonly status: FileResultStatus;
  readonly blocks: boolean;
  readonly isSince: boolean;
  readonly words: string[];
}

/** At most two characters; the tooltip says it in words. */
const badges: Record<FileResultStatus, string> = {
  verified: '',
  missing: '!',
  differs: '≠',
  still_exists: '+',
  unreadable: '!',
  outside: '!',
  unsaved: '●',
  unverifiable: '?',
};

/** Marks files in the explorer and on tabs that are not as a task says, and the folders that others are missing from. */
export class EvidenceDecorations implements vscode.FileDecorationProvider {
  readonly #evidence: Evidence;
  readonly #changed = new vscode.EventEmitter<vscode.Uri[]>();
  readonly onDidChangeFileDecorations = this.#changed.event;
  #marks = new Map<string, Mark>();

  constructor(evidence: Evidence) {
    this.#evidence = evidence;
  }

  start(): vscode.Disposable {
    const refresh = (): void => this.#refresh();
    return vscode.Disposable.from(
      vscode.window.registerFileDecorationProvider(this),
      this.#changed,
      this.#evidence.onDidChange(refresh),
      onSettingChange(['evidence.decorations'], refresh),
    );
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    const mark = this.#marks.get(uri.toString());
    if (!mark) return undefined;
    const { status, blocks, isSince, words } = mark;
    const color = !blocks ? undefined : isSince ? 'list.warningForeground' : 'list.errorForeground';
    const badge = words.length > 1 && status === 'missing' ? String(Math.min(words.length, 99)) : badges[status];
    const decoration = new vscode.FileDecoration(badge, words.join('\n'), color && new vscode.ThemeColor(color));
    // VS Code colors the folders above it, too; what only cannot be verified stays where it is.
    decoration.propagate = blocks;
    return decoration;
  }

  #refresh(): void {
    const before = this.#marks;
    this.#marks = marksOf(this.#evidence.all.filter(({ store }) => setting('evidence.decorations', store.folder.uri)));
    const uris = new Set([...before.keys(), ...this.#marks.keys()]);
    if (uris.size > 0) this.#changed.fire([...uris].map((uri) => vscode.Uri.parse(uri)));
  }
}

function marksOf(troubles: readonly Trouble[]): Map<string, Mark> {
  const marks = new Map<string, Mark>();
  for (const { store, title, files, isSince } of troubles) {
    for (const { path, status, blocks, expected } of files) {
      if (expected === 'planned') continue;
      const isMissing = status === 'missing';
      // What is not there has no row that could be marked; the folder where it should be has.
      const at = isMissing ? path.slice(0, Math.max(0, path.lastIndexOf('/'))) : path;
      if (at === '') continue;
      const key = vscode.Uri.joinPath(store.folder.uri, at).toString();
      const words = isMissing
        ? vscode.l10n.t('{0} is missing ({1})', path.slice(at.length + 1), title)
        : `${fileResultWords(status).words} (${title})`;
      const known = marks.get(key);
      if (known) known.words.push(words);
      else marks.set(key, { status, blocks, isSince, words: [words] });
    }
  }
  return marks;
}
