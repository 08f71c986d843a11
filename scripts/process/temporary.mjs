import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** @type {Set<string>} */
const folders = new Set();

/**
 * A new folder that is gone when this process is, whichever way that ends.
 * @param {string} purpose
 */
export function temporaryFolder(purpose) {
  if (folders.size === 0) process.on('exit', removeAll);
  // Without links in it (macOS has one), so that paths which VS Code reports back compare equal.
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `task-orchestrator-${purpose}-`)));
  folders.add(folder);
  return folder;
}

/** @param {string} folder */
export function removeTemporaryFolder(folder) {
  // Processes that were just killed may still be writing their last file.
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  // Each suite is a bundle with its own copy of this file; those that run in one process would add up.
  if (folders.delete(folder) && folders.size === 0) process.off('exit', removeAll);
}

function removeAll() {
  for (const folder of folders) {
    try {
      removeTemporaryFolder(folder);
    } catch {
      // The system clears its temporary folder by itself; a failing exit would hide the reason for the exit.
    }
  }
}
