import * as vscode from 'vscode';
import { needGroups } from '../../needGroups';
import { askChoice, separator, type Choice, type Line } from '../../ask/pick';
import { BACK } from '../../ask/walk';
import type { TaskRow } from '../../../orchestrator/registry';
import type { FolderStore } from '../../folderStore';
import { stateIcon } from '../../tasks/icon';
import { rowDescription } from '../../words/task';
import { tell } from '../onTask';
import type { CommandServices } from '../services';

interface Work {
  readonly store: FolderStore;
  readonly task: TaskRow;
}

/** What waits for the person, then who works on what; choosing one opens its panel. */
export async function showWork({ stores, attention, panels }: CommandServices): Promise<void> {
  const choices = stores.all.flatMap((store) => {
    const { needs, working } = attention.of(store) ?? {};
    const waiting = needs ? needGroups.map(({ name, tasks }) => [name(), tasks(needs)] as const) : [];
    const listed = new Set(waiting.flatMap(([, tasks]) => tasks.map(({ id }) => id)));
    const others = working?.rows.filter(({ id }) => !listed.has(id)) ?? [];
    const parts = [...waiting, [vscode.l10n.t('At work'), others] as const];
    const folder = stores.all.length > 1 ? `${store.folder.name} · ` : '';
    return parts.flatMap(([name, tasks]): (Choice<Work> | Line)[] =>
      tasks.length === 0 ? [] : [separator(`${folder}${name}`), ...tasks.map((task) => workChoice(store, task))],
    );
  });
  if (choices.length === 0) {
    tell(vscode.l10n.t('Nothing needs you, and nobody is at work.'));
    return;
  }
  const place = { title: vscode.l10n.t('What Needs You, What Is Running?'), step: 1, steps: 1, canGoBack: false };
  const answer = await askChoice<Work>(place, vscode.l10n.t('Choose a task to open it'), choices);
  if (answer === undefined || answer === BACK) return;
  const { store, task } = answer.value;
  await panels.open(store, task);
}

const workChoice = (store: FolderStore, task: TaskRow): Choice<Work> => ({
  label: task.title,
  description: rowDescription(task),
  iconPath: stateIcon(task),
  value: { store, task },
});
