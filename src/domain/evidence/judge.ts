import { isCustomarilyEmpty } from './emptyFiles';
import type { Expected, Net } from './netState';
import type { FileResult, FileResultStatus } from './results';
import { isGone, isThere, type Seen, type SeenDirectory, type SeenFile } from './seen';

/** Clocks of disks and programs differ a little. */
export const CLOCK_MS = 2_000;
/** Times of files go on in ticks: what was written just before a moment and just after it may bear the same. */
export const TICK_MS = 20;

export interface Case {
  readonly path: string;
  readonly net: Net;
  readonly seen: Seen;
  /**
   * `work`: the task is still worked on, and whatever its worker leaves counts. `held`: it has been handed in, and what was
   * recorded then counts.
   */
  readonly mode: 'work' | 'held';
  /** What an earlier look made of the same content. */
  readonly before: { readonly status: FileResultStatus | null; readonly reason: string } | undefined;
  /** What shows that the content is the one from before the task began, in words that follow `its content`. */
  readonly unchanged: string | undefined;
  /** Something shows that it was there before it was removed. */
  readonly wasThere: boolean;
  /** When the task began. */
  readonly since: number;
  /** An editor has changes that are not saved. */
  readonly unsaved: boolean;
  /** The recorded content is there but for its line ends. */
  readonly onlyLineEnds: boolean;
  /** What is other about the files of a folder, in words; null: others have changed it, and nobody knows how it was. */
  readonly difference: string | null;
  /** Who changed it last, in words, where that is known. */
  readonly changed: string;
}

export interface Judgement {
  readonly result: FileResult;
  /** What is expected from now on, if the task is handed in like this. */
  readonly adopt?: { readonly expected: Expected; readonly hash: string | null; readonly size: number | null };
}

/** Holds what is expected of a path against what is there (rules G1, F8). */
export function judge(given: Case): Judgement {
  const { net, seen } = given;
  if (seen.kind === 'outside' || seen.kind === 'unreadable') return say(given, seen.kind, seen.reason, false);
  if (net.expected === 'absent') return judgeAbsence(given, !isGone(seen));
  if (!isThere(seen)) return judgeMissing(given, seen.reason);
  if (net.expected === 'file' && seen.kind === 'directory') {
    // Where a file was seen and is no more, a folder is no other way of having made it.
    return mayAdopt(given) && net.op === 'create' && net.hash === null
      ? judgeFolder(given, seen)
      : say(given, 'differs', 'it is a folder, not a file', true);
  }
  if (net.expected === 'directory' && seen.kind === 'file')
    return say(given, 'differs', 'it is a file, not a folder', true);
  return seen.kind === 'file' ? judgeFile(given, seen) : judgeFolder(given, seen);
}

function judgeAbsence(given: Case, isPresent: boolean): Judgement {
  const { seen } = given;
  if (!isPresent) {
    const doubt = doubtIn(given, () => doubtAboutAbsence(given));
    return doubt === undefined ? say(given, 'verified', '', false) : say(given, 'unverifiable', doubt, false);
  }
  if (given.net.noticed === 'observed' && given.mode === 'work' && isThere(seen)) {
    return {
      ...say(given, 'verified', '', false),
      adopt: { expected: kindOf(seen), hash: seen.hash, size: seen.size },
    };
  }
  return say(given, 'still_exists', `it is still there${given.changed}`, true);
}

function judgeMissing(given: Case, reason: string): Judgement {
  if (given.net.noticed === 'observed' && given.mode === 'work') {
    return { ...say(given, 'verified', '', false), adopt: { expected: 'absent', hash: null, size: null } };
  }
  if (given.unsaved)
    return say(given, 'unsaved', 'it is open in an editor and was never saved; save it, then verify again', true);
  return say(given, 'missing', `${reason}${given.changed}`, true);
}

function judgeFile(given: Case, seen: SeenFile): Judgement {
  const { net, mode } = given;
  const adopts = mayAdopt(given);
  if (!adopts && net.hash === null && mode === 'held') {
    return say(given, 'unverifiable', 'its content was never recorded', false);
  }
  if (!adopts && net.hash !== seen.hash) return judgeDifference(given, seen);
  if (given.unsaved)
    return adopted(given, seen, say(given, 'unsaved', 'an editor has changes to it that are not saved', false));
  const doubt = doubtIn(given, () => doubtAbout(given, seen));
  return adopted(
    given,
    seen,
    doubt === undefined ? say(given, 'verified', '', false) : say(given, 'unverifiable', doubt, false),
  );
}

function judgeDifference(given: Case, seen: SeenFile): Judgement {
  if (given.unsaved) {
    return say(given, 'unsaved', 'an editor has changes to it that are not saved; save them, then verify again', true);
  }
  if (seen.size === 0) return say(given, 'differs', `it is empty${given.changed}`, true);
  if (given.onlyLineEnds) return say(given, 'differs', 'only its line ends differ from what was recorded', true);
  return say(given, 'differs', `its content is not what was recorded${given.changed}`, true);
}

/** Of what a task goes on answering for it was said before whether it shows work; only what is new is doubted. */
function doubtIn({ mode, before }: Case, doubt: () => string | undefined): string | undefined {
  const known = mode === 'held' ? before?.status : undefined;
  if (known === 'verified') return undefined;
  return known === 'unverifiable' ? before?.reason : doubt();
}

/** To say that something is gone that nobody has ever seen says nothing about work. */
function doubtAboutAbsence({ net, wasThere }: Case): string | undefined {
  return net.op === 'delete' && net.noticed === 'claimed' && !wasThere
    ? 'nothing shows that it was there before'
    : undefined;
}

/** Why a content that is there says nothing about the work that was claimed. */
function doubtAbout({ path, net, unchanged, since }: Case, seen: SeenFile): string | undefined {
  if (!net.exact && seen.size === 0 && !isCustomarilyEmpty(path)) return 'it is empty';
  if (net.noticed !== 'claimed') return undefined;
  if (unchanged !== undefined) return `its content ${unchanged}`;
  if (seen.ctimeMs + CLOCK_MS < since) return 'it has not been touched since before the task began';
  return undefined;
}

function doubtAboutFolder({ net, unchanged, since }: Case, seen: SeenDirectory): string | undefined {
  if (seen.files.length === 0) return 'it is an empty folder';
  if (seen.files.every(({ path, size }) => size === 0 && !isCustomarilyEmpty(path))) return 'all files in it are empty';
  if (net.noticed !== 'claimed') return undefined;
  if (unchanged !== undefined) return `its content ${unchanged}`;
  // A folder that was moved has changed itself, and nothing in it.
  const own = net.op === 'rename' || net.op === 'move' ? [seen.ctimeMs] : [];
  const touched = seen.files.reduce((latest, { ctimeMs }) => Math.max(latest, ctimeMs), own[0] ?? 0);
  return touched + CLOCK_MS < since ? 'nothing in it has been touched since before the task began' : undefined;
}

function judgeFolder(given: Case, seen: SeenDirectory): Judgement {
  if (!mayAdopt(given) && given.net.hash !== seen.hash) {
    return given.difference === null
      ? say(given, 'unverifiable', 'others have changed files in it, and how it was before was not kept', false)
      : say(given, 'differs', `its files are not those that were recorded${given.difference}${given.changed}`, true);
  }
  const doubt = doubtIn(given, () => doubtAboutFolder(given, seen));
  const result = given.unsaved
    ? say(given, 'unsaved', 'an editor has changes to a file in it that are not saved', false)
    : doubt === undefined
      ? say(given, 'verified', '', false)
      : say(given, 'unverifiable', doubt, false);
  return { ...result, adopt: { expected: 'directory', hash: seen.hash, size: seen.size } };
}

/** Whoever works on may leave what it likes, unless the content was named. */
const mayAdopt = ({ net, mode }: Case): boolean => mode === 'work' && !net.exact;

function adopted({ net }: Case, seen: SeenFile, judgement: Judgement): Judgement {
  if (net.expected === 'file' && net.hash === seen.hash && net.size === seen.size) return judgement;
  return { ...judgement, adopt: { expected: 'file', hash: seen.hash, size: seen.size } };
}

const kindOf = (seen: SeenFile | SeenDirectory): Expected => seen.kind;

const say = ({ path, net }: Case, status: FileResultStatus, reason: string, blocks: boolean): Judgement => ({
  result: { path, status, reason, blocks, expected: net.expected },
});
