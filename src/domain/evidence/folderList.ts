interface ListedFile {
  /** In the workspace. */
  readonly path: string;
  readonly hash: string;
}

const HASH = /^[0-9a-f]{64}$/;
const HASH_LENGTH = 64;

/**
 * The files of a folder as a text, whose hash stands for all of them (rule F5). A name has any character but the one that ends
 * it, and a hash always the same length, so that no two folders have the same text.
 */
export const folderList = (folder: string, files: readonly ListedFile[]): string =>
  files.map(({ path, hash }) => `${path.slice(folder.length + 1)}\0${hash}\n`).join('');

/** The files that such a text lists; undefined where it is none. */
export function filesListed(folder: string, text: string): ListedFile[] | undefined {
  const files: ListedFile[] = [];
  for (let at = 0; at < text.length;) {
    const end = text.indexOf('\0', at);
    const hash = text.slice(end + 1, end + 1 + HASH_LENGTH);
    if (end <= at || !HASH.test(hash) || text[end + 1 + HASH_LENGTH] !== '\n') return undefined;
    const name = text.slice(at, end);
    files.push({ path: folder === '' ? name : `${folder}/${name}`, hash });
    at = end + HASH_LENGTH + 2;
  }
  return files;
}
