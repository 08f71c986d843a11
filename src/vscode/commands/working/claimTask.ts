import * as vscode from 'vscode';
import { taskStep } from '../../ask/task';
import { walk } from '../../ask/walk';
import type { TaskRow } from '../../../orchestrator/registry';
import type { FolderStore } from '../../folderStore';
import { PERSONS_CLAIM_MS } from '../../ownClaims';
import { present } from '../argument';
import { beginChange } from '../begin';
import { tell } from '../../notify';
import type { CommandServices } from '../services';

/** A caller may pass `{ "task": "…" }`. */
export async function claimTask(services: CommandServices, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('Claim Task for Me');
  const begun = await beginChange(services, argument, title);
  if (!begun) return;
  const { store, task } = begun;
  const answers = await walk<{ task: TaskRow }>(title, [taskStep(store, { act: 'claimTask' })], present({ task }));
  if (!answers) return;
  await takeTask(services, store, answers.task);
  await services.panels.open(store, answers.task);
}

/** Takes a task for the person at this window. */
export async function takeTask({ claims }: CommandServices, store: FolderStore, { id, title }: TaskRow): Promise<void> {
  const taken = await store.execute('task.claim', { task: id, ttl_ms: PERSONS_CLAIM_MS });
  if ('claim' in taken) await claims.keep(store, id, taken.claim);
  tell(vscode.l10n.t('“{0}” is yours.', title));
}
