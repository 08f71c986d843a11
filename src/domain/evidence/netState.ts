import type { FileOperation } from './workspacePath';

/** How a change was noticed: said by a worker, seen on disk, or recorded by a person. */
export const NOTICED = ['claimed', 'observed', 'manual'] as const;
export type Noticed = (typeof NOTICED)[number];

/** What a task's work is expected to have left at a path. */
export const EXPECTED = ['file', 'directory', 'absent'] as const;
export type Expected = (typeof EXPECTED)[number];

/** What is expected of one path once all that was done to it is taken together (rule F2). */
export interface Net {
  readonly expected: Expected;
  /** Content of the file, or of all files of a directory. null: whatever the work leaves there. */
  readonly hash: string | null;
  readonly size: number | null;
  /** The content was named by whoever did it, or accepted by a person, and holds exactly. */
  readonly exact: boolean;
  /** What was last done to it. */
  readonly op: FileOperation;
  readonly noticed: Noticed;
  /** It was found on disk so; what was only said relieves nobody (rule F12). */
  readonly found: boolean;
}

export interface Operation {
  readonly op: FileOperation;
  readonly path: string;
  readonly from: string | null;
  readonly hash: string | null;
  readonly size: number | null;
  readonly exact: boolean;
  readonly noticed: Noticed;
  /** The path is a folder, as far as anybody has seen. */
  readonly isDirectory: boolean;
  /** What it leaves at its path, and where it came from, was found so. */
  readonly found: boolean;
  readonly foundFrom: boolean;
}

export type NetState = ReadonlyMap<string, Net>;

/**
 * What one more operation makes of the paths it is about; null where a path is no duty of the task any more. Paths that are
 * left out stay as they were.
 */
export function changesBy(
  operation: Operation,
  before: NetState,
  /** Whether a change of a path was seen on disk as well. */
  wasObserved: (path: string) => boolean = () => false,
): Map<string, Net | null> {
  const { op, path, from } = operation;
  const changes = new Map<string, Net | null>();
  switch (op) {
    case 'create':
    case 'modify':
    case 'copy':
      changes.set(path, weigh(operation, before.get(path), present(seenOver(operation, before.get(path)))));
      return changes;
    case 'delete':
      for (const inner of below(before, path)) {
        const net = before.get(inner);
        // What a person gave to the task stays its own.
        changes.set(inner, net?.noticed === 'manual' ? { ...absent(operation), noticed: 'manual' } : null);
      }
      changes.set(
        path,
        cameAndWent(operation, before.get(path)) ? null : weigh(operation, before.get(path), absent(operation)),
      );
      return changes;
    case 'rename':
    case 'move':
      if (from !== null) carry(operation, from, before, changes);
      return changes;
    case 'read':
      // Whoever claimed a change and only read the file takes the claim back; what was seen on disk stays.
      if (before.get(path)?.noticed === 'claimed' && operation.noticed === 'claimed') {
        changes.set(path, wasObserved(path) ? unclaimed(before.get(path)) : null);
      }
      return changes;
  }
}

/** That it was made while the task was at work stays known, and so does that it was there before. */
function seenOver(operation: Operation, before: Net | undefined): Operation {
  if (operation.noticed !== 'observed' || before?.noticed !== 'observed') return operation;
  if (before.expected === 'absent') return { ...operation, op: 'modify' };
  return before.op === 'create' ? { ...operation, op: 'create' } : operation;
}

/** Only seen to be made and to go again, as files are that programs make for a while: that it stays away is no work. */
const cameAndWent = ({ noticed }: Operation, before: Net | undefined): boolean =>
  noticed === 'observed' && before?.noticed === 'observed' && before.op === 'create';

/** The evidence moves with what is renamed, a folder with all that is in it; where it came from, nothing is left. */
function carry(operation: Operation, from: string, before: NetState, changes: Map<string, Net | null>): void {
  const { path, hash, exact, op, noticed } = operation;
  for (const inner of below(before, from)) {
    const net = before.get(inner);
    changes.set(inner, null);
    if (net && net.expected !== 'absent') changes.set(path + inner.slice(from.length), net);
  }
  const moved = before.get(from);
  // A content that was named is still named after it was moved, whatever is found there.
  const isCarried = moved?.expected !== 'absent' && (hash === null || (moved?.exact === true && !exact));
  const by = moved?.noticed === 'manual' ? 'manual' : noticed;
  const carried: Net | undefined = moved && isCarried ? { ...moved, op, noticed: by } : undefined;
  changes.set(path, carried ?? weigh(operation, before.get(path), present(operation)));
  changes.set(from, weigh(operation, moved, absent({ ...operation, found: operation.foundFrom })));
}

const unclaimed = (net: Net | undefined): Net | null => (net ? { ...net, exact: false, noticed: 'observed' } : null);

const present = ({ op, hash, size, exact, noticed, isDirectory, found }: Operation): Net => ({
  expected: isDirectory ? 'directory' : 'file',
  hash,
  size,
  exact,
  op,
  noticed,
  found,
});

const absent = ({ op, noticed, found }: Operation): Net => ({
  expected: 'absent',
  hash: null,
  size: null,
  exact: true,
  op,
  noticed,
  found,
});

/**
 * What was seen on disk adds to what a worker claims, and never takes the place of it; what a person gave to the task a worker
 * may change, and not hand back.
 */
function weigh({ noticed }: Operation, before: Net | undefined, after: Net): Net {
  if (noticed === 'observed' && before && before.noticed !== 'observed') return before;
  return noticed === 'claimed' && before?.noticed === 'manual' ? { ...after, noticed: 'manual' } : after;
}

function below(state: NetState, folder: string): string[] {
  return [...state.keys()].filter((path) => path.startsWith(`${folder}/`));
}

/** All operations of a task, oldest first, taken together. */
export function fold(operations: Iterable<Operation>): Map<string, Net> {
  const state = new Map<string, Net>();
  const observed = new Set<string>();
  for (const operation of operations) {
    if (operation.noticed === 'observed') observed.add(operation.path);
    for (const [path, net] of changesBy(operation, state, (at) => observed.has(at))) {
      if (net) state.set(path, net);
      else state.delete(path);
    }
  }
  return state;
}
