import type { FolderStore } from '../folderStore';
import { idsIn, withTitles } from './titles';

/** A step as a plan of steps names it: agents find it by the id behind its title (see `tree/outline.ts`). */
const STEP = /^(\s*\d+\. \*\*(.+?)\*\*) `([a-z][a-z0-9_-]*_[0-9a-f]{6,12})`/gm;

/** A plan as people read it: tasks by their titles, of which those of its own steps are as they were when it was written. */
export async function planForPeople(store: Pick<FolderStore, 'read'>, body: string): Promise<string> {
  const titles = new Map([...body.matchAll(STEP)].map(([, , title = '', id = '']) => [id, title]));
  const text = body.replace(STEP, '$1');
  const others = idsIn(text).filter((id) => !titles.has(id));
  if (others.length === 0) return withTitles(text, titles);
  const { rows } = await store.read('task.rows', { ids: others });
  return withTitles(text, new Map([...titles, ...rows.map(({ id, title }) => [id, title] as const)]));
}
