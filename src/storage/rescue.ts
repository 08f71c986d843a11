import { dirname } from 'node:path';
import { readFully, statIfThere, syncDirectory, writeFully, type StoreFiles } from './files';
import { StoreLayout } from './layout';

const CHUNK_BYTES = 1 << 20;
/** Not yet bound to a generation: that is read from the rescued base when the two are put back. */
export const RESCUED_LOG = 'rescued.wal';

/**
 * Copies files that are still open, but no longer have a name, into a folder of their own. The database comes last: where
 * there is one, the rescue is complete.
 */
export function rescue(files: StoreFiles, layout: StoreLayout, main: number, wal: number): void {
  const target = new StoreLayout(layout.rescue);
  // What was rescued before is somebody's work as well.
  if (statIfThere(files, target.database)) files.renameSync(layout.rescue, layout.aside(new Date()));
  files.mkdirSync(target.folder, { recursive: true, mode: 0o700 });
  copyOpenFile(files, wal, `${target.folder}/${RESCUED_LOG}`);
  copyOpenFile(files, main, target.database);
  syncDirectory(files, layout.folder);
}

/** Puts a new file with the same content in the place of a log. */
export function rewriteLog(files: StoreFiles, layout: StoreLayout, generation: number): void {
  const path = layout.wal(generation);
  if (statIfThere(files, path) === undefined) return;
  const fd = files.openSync(path, 'r');
  try {
    copyOpenFile(files, fd, path);
  } finally {
    files.closeSync(fd);
  }
}

/** Gives the content of an open file a name; whoever looks finds all of it or nothing. */
export function copyOpenFile(files: StoreFiles, source: number, path: string): void {
  const partial = `${path}.partial`;
  const fd = files.openSync(partial, 'w', 0o600);
  try {
    const chunk = new Uint8Array(CHUNK_BYTES);
    for (let at = 0; ; at += CHUNK_BYTES) {
      const got = readFully(files, source, chunk, at);
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
