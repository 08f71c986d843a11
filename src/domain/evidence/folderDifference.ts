interface File {
  readonly path: string;
  readonly hash: string;
}

/** What became of the files of a folder since they were recorded. */
export interface FolderDifference {
  readonly changed: readonly string[];
  readonly missing: readonly string[];
  readonly added: readonly string[];
}

/** `except`: files that others answer for; they do not count, neither then nor now (rule F5). */
export function folderDifference(
  recorded: readonly File[],
  now: readonly File[],
  except: (path: string) => boolean = () => false,
): FolderDifference {
  const before = new Map(recorded.filter(({ path }) => !except(path)).map(({ path, hash }) => [path, hash]));
  const after = new Map(now.filter(({ path }) => !except(path)).map(({ path, hash }) => [path, hash]));
  const there = [...before.keys()].filter((path) => after.has(path));
  return {
    changed: there.filter((path) => before.get(path) !== after.get(path)),
    missing: [...before.keys()].filter((path) => !after.has(path)),
    added: [...after.keys()].filter((path) => !before.has(path)),
  };
}

export const isSame = ({ changed, missing, added }: FolderDifference): boolean =>
  changed.length + missing.length + added.length === 0;

const MOST_NAMED = 3;

/** In words that follow a sentence. */
export function differenceInWords(folder: string, { changed, missing, added }: FolderDifference): string {
  const named = [
    ...missing.map((path) => `${path.slice(folder.length + 1)} is missing`),
    ...changed.map((path) => `${path.slice(folder.length + 1)} is another`),
    ...added.map((path) => `${path.slice(folder.length + 1)} is new`),
  ];
  const rest = named.length - MOST_NAMED;
  return `: ${named.slice(0, MOST_NAMED).join(', ')}${rest > 0 ? `, and ${rest} more` : ''}`;
}
