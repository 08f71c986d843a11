import { isApprovalStage, type Stage } from '../../domain/workflow/stages';
import type { QueryOutput } from '../../orchestrator/registry';
import type { FolderStore } from '../folderStore';

type Shown = QueryOutput<'task.show'>;

/** The nearest task, from this one up, that goes through an approval, or through one that is asked for. */
export async function approvedAbove(
  store: FolderStore,
  id: string,
  isWanted: (stage: Stage) => boolean = isApprovalStage,
): Promise<Shown | undefined> {
  let at: string | null = id;
  while (at !== null) {
    const shown: Shown = await store.read('task.show', { task: at });
    if (shown.stages.some(isWanted)) return shown;
    at = shown.task.parentId;
  }
  return undefined;
}
