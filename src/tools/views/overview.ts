import { invalid } from '../../orchestrator/operation';
import type { ToolStore } from '../store';
import type { Answer } from '../tool';
import { onlyOne, type Wanted } from './wanted';

const SYNTHESIS_TOKENS = 2_000;

/** What all below one task has brought about. */
export async function synthesisView(store: ToolStore, wanted: Wanted): Promise<Answer> {
  const task = onlyOne(wanted);
  if (task === undefined) throw invalid(['ids: name the one task whose results are wanted']);
  const { task: row } = await store.read('task.show', { task });
  const { text } = await store.read('brief.synthesis', { task, budget: SYNTHESIS_TOKENS });
  return { rows: [{ id: task, title: row.title, state: row.state, text }] };
}

/** How everything stands, or what lies below one task. */
export async function statusView(store: ToolStore, wanted: Wanted): Promise<Answer> {
  const task = onlyOne(wanted);
  const [counts, { text }] = await Promise.all([
    store.read('task.count', { ...(task !== undefined && { under: task }) }),
    store.read('brief.status', { ...(task !== undefined && { task }) }),
  ]);
  return { counts, text };
}
