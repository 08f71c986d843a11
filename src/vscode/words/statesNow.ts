import type { FolderStore } from '../folderStore';
import { rowsNow } from '../tasks/rowsNow';
import { stateWords } from './states';

/** Where tasks stand, in the words that every view has for it. */
export async function wordsNow(store: FolderStore, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const now = await rowsNow(store, [...new Set(ids)]);
  return new Map([...now].map(([id, { task, waitsFor }]) => [id, stateWords(task, waitsFor)]));
}
