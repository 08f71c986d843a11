import * as vscode from 'vscode';
import type { steering } from '../../contributions/commands/steering';
import type { TaskRow } from '../../../orchestrator/registry';
import type { FolderStore } from '../../folderStore';
import { rowsNow } from '../../tasks/rowsNow';
import { onTask } from '../onTask';
import type { Handler } from '../services';

export const steeringHandlers: Record<keyof typeof steering, Handler> = {
  blockTask: onTask(() => ({
    title: vscode.l10n.t('Block Task'),
    act: 'blockTask',
    reason: { prompt: vscode.l10n.t('What blocks it?'), needed: true },
    run: (store, { id }, reason) => store.execute('task.block', { task: id, reason }),
    done: (name) => vscode.l10n.t('“{0}” is blocked.', name),
  })),
  unblockTask: onTask(() => ({
    title: vscode.l10n.t('Unblock Task'),
    act: 'unblockTask',
    question: (name) => vscode.l10n.t('Let “{0}” go on?', name),
    run: (store, { id }) => store.execute('task.unblock', { task: id }),
    done: (name) => vscode.l10n.t('“{0}” goes on where it was.', name),
  })),
  cancelTask: onTask(() => ({
    title: vscode.l10n.t('Cancel Task'),
    act: 'cancelTask',
    reason: { prompt: vscode.l10n.t('Why is it cancelled, with all below it that has not ended?'), needed: false },
    question: (name) => vscode.l10n.t('Cancel “{0}”, with all below it that has not ended?', name),
    run: (store, { id }, reason) => store.execute('task.cancel', { task: id, reason }),
    done: (name) => vscode.l10n.t('“{0}” is cancelled; what was done stays.', name),
    besides: cancelledAbove,
  })),
  retryTask: onTask(() => ({
    title: vscode.l10n.t('Retry Task'),
    act: 'retryTask',
    run: (store, { id }) => store.execute('task.retry', { task: id }),
    done: (name) => vscode.l10n.t('“{0}” can be tried again.', name),
  })),
  reopenTask: onTask(() => ({
    title: vscode.l10n.t('Reopen Task'),
    act: 'reopenTask',
    reason: { prompt: vscode.l10n.t('Why is it taken up again?'), needed: true },
    question: (name) => vscode.l10n.t('Open “{0}” again?', name),
    run: (store, { id }, reason) => store.execute('task.reopen', { task: id, reason }),
    done: (name) => vscode.l10n.t('“{0}” is open again.', name),
  })),
};

/** A task all of whose steps were cancelled is cancelled with the last of them. */
async function cancelledAbove(store: FolderStore, { id }: TaskRow): Promise<string | undefined> {
  const { path } = await store.read('task.show', { task: id });
  const above = await rowsNow(
    store,
    path.map((each) => each.id),
  );
  const gone = [...above.values()].find(({ task }) => task.state === 'cancelled');
  return (
    gone && vscode.l10n.t('So is “{0}”, which has no other step to do; Reopen Task takes it up again.', gone.task.title)
  );
}
