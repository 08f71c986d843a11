import { dirname } from 'node:path';
import { openFile, type Content } from './content';
import { statIfThere, syncDirectory, writeFully, type StoreFiles } from './files';
import { StoreLayout } from './layout';

const CHUNK_BYTES = 1 << 20;

/** Not yet bound to a generation: that is read from the rescued base when the two are put back. */
export const RESCUED_LOG = 'rescued.wal';

/**
 * Copies what files held that no longer have a name, or that were overwritten, into a folder of their own. The database
 * comes last: where there is one, the rescue is complete.
 */
export function rescue(files: StoreFiles, layout: StoreLayout, main: Content, wal: Content): void {
  const target = new StoreLayout(layout.rescue);
  // What was rescued before is somebody's work as well.
  if (statIfThere(files, target.database)) files.renameSync(layout.rescue, layout.aside(new Date()));
  files.mkdirSync(target.folder, { recursive: true, mode: 0o700 });
  copyContent(files, wal, `${target.folder}/${RESCUED_LOG}`);
  copyContent(files, main, target.database);
  syncDirectory(files, layout.folder);
}

/** Puts a new file with the same content in the place of a log. */
export function rewriteLog(files: StoreFiles, layout: StoreLayout, generation: number): void {
  const path = layout.wal(generation);
  if (statIfThere(files, path) === undefined) return;
  const fd = files.openSync(path, 'r');
  try {
    copyContent(files, openFile(files, fd), path);
  } finally {
    files.closeSync(fd);
  }
}

/** Gives the content of a file a name; whoever looks finds all of it or nothing. */
export function copyContent(files: StoreFiles, source: Content, path: string): void {
  const partial = `${path}.partial`;
  const fd = files.openSync(partial, 'w', 0o600);
  try {
    const chunk = new Uint8Array(CHUNK_BYTES);
    for (let at = 0; ; at += CHUNK_BYTES) {
      const got = source(chunk, at);
      writeFully(files, fd, chunk.subarray(0, got), at);
      if (got < CHUNK_BYTES) break;
    }
    files.fsyncSync(fd);
  } finally {
    files.closeSync(fd);
  }
  files.renameSync(partial, path);
  syncDirectory(files, dirname(path));
}
