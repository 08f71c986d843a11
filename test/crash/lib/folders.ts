import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { STORE_FOLDER, StoreLayout } from '../../../src/storage/layout';

const made = new Set<string>();
let watching = false;

/** A workspace of its own for one experiment; gone when the run ends. */
export function newWorkspace(): string {
  if (!watching) process.on('exit', removeAll);
  watching = true;
  const folder = mkdtempSync(join(tmpdir(), 'task-orchestrator-crash-'));
  made.add(folder);
  return folder;
}

export function removeWorkspace(folder: string): void {
  // Processes that were just killed may still be writing their last file.
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 20 });
  made.delete(folder);
}

export function storeOf(workspace: string): StoreLayout {
  return new StoreLayout(join(workspace, STORE_FOLDER));
}

/** The store as it lies on disk, without the sockets: what a look at it changes does not reach the original. */
export function copyStore(layout: StoreLayout): { layout: StoreLayout; workspace: string } {
  const workspace = newWorkspace();
  const copy = storeOf(workspace);
  cpSync(layout.folder, copy.folder, { recursive: true, filter: (source) => source !== layout.run });
  return { layout: copy, workspace };
}

function removeAll(): void {
  for (const folder of made) {
    try {
      removeWorkspace(folder);
    } catch {
      // The system clears its temporary folder by itself.
    }
  }
}
