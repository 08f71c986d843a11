import { readFully, syncDirectory, writeFully, type StoreFiles } from './files';
import type { StoreLayout } from './layout';

const CHUNK_BYTES = 1 << 20;
/** Not yet bound to a generation: that is read from the rescued base when the two are put back. */
export const RESCUED_LOG = 'rescued.wal';

/** Copies files that are still open, but no longer have a name, into a folder of their own. */
export function rescue(files: StoreFiles, target: StoreLayout, main: number, wal: number): void {
  copyOpenFile(files, main, target.database);
  copyOpenFile(files, wal, `${target.folder}/${RESCUED_LOG}`);
  syncDirectory(files, target.folder);
}

function copyOpenFile(files: StoreFiles, source: number, path: string): void {
  const fd = files.openSync(path, 'w', 0o600);
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
}
