import { isApprovalStage } from '../../domain/workflow/stages';
import type { QueryOutput } from '../../orchestrator/registry';
import type { FolderStore } from '../folderStore';

/** The title of the nearest task, from this one up, that goes through an approval. */
export async function approvedAbove(store: FolderStore, id: string): Promise<string | undefined> {
  let at: string | null = id;
  while (at !== null) {
    const { task, stages }: QueryOutput<'task.show'> = await store.read('task.show', { task: at });
    if (stages.some(isApprovalStage)) return task.title;
    at = task.parentId;
  }
  return undefined;
}
