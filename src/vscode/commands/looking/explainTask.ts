import * as vscode from 'vscode';
import { inform } from '../../notify';
import { rowsNow } from '../../tasks/rowsNow';
import { blockerWords } from '../../words/blockers';
import { quoted } from '../../words/titles';
import type { CommandServices } from '../services';
import { leadingTo, openChosen } from './openChosen';
import { chooseTask } from './show';

/** What keeps a task back, as rows that lead to the tasks in question. A caller may pass `{ "task": "…" }`. */
export async function explainTask(services: CommandServices, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('Why Is This Blocked?');
  const chosen = await chooseTask(services, argument, title, 'explainTask');
  if (!chosen) return;
  const { store, task } = chosen;
  const { blockers } = await store.read('task.explain', { task: task.id });
  if (blockers.length === 0) {
    void inform(vscode.l10n.t('Nothing holds {0} back: it can be taken now.', quoted(task.title)));
    return;
  }
  const now = await rowsNow(
    store,
    blockers.map((blocker) => blocker.task),
  );
  // What holds back a task and those above it is one thing to do.
  const distinct = new Map(blockers.map((blocker) => [`${blocker.kind} ${blocker.task}`, blocker]));
  const choices = [...distinct.values()].map((blocker) => {
    // What was deleted cannot be opened; the dependency on it is removed where it hangs.
    const { task: about, waitsFor } = now.get(blocker.task) ?? { task, waitsFor: undefined };
    return leadingTo({ store, task: about }, waitsFor, blockerWords(blocker.kind, about));
  });
  await openChosen(services, vscode.l10n.t('{0} {1}', title, quoted(task.title)), choices);
}
