import * as vscode from 'vscode';
import { Problem } from '../../../domain/problem';
import { needGroups } from '../../needGroups';
import { separator, type Choice, type Line } from '../../ask/pick';
import { leadingTo, openChosen, type Openable } from '../looking/openChosen';
import { tell } from '../../notify';
import type { CommandServices } from '../services';

/** What waits for the person, then who works on what; choosing one opens its panel. */
export async function showWork(services: CommandServices): Promise<void> {
  const { stores, attention } = services;
  const choices = stores.all.flatMap((store) => {
    const { needs, working } = attention.of(store) ?? {};
    const waiting = needs ? needGroups.map(({ name, tasks }) => [name(), tasks(needs)] as const) : [];
    const listed = new Set(waiting.flatMap(([, tasks]) => tasks.map(({ id }) => id)));
    const others = working?.rows.filter(({ id }) => !listed.has(id)) ?? [];
    // What needs the person and is claimed is listed once, and counted in both.
    const isAll = others.length === (working?.rows.length ?? 0);
    const parts = [...waiting, [isAll ? vscode.l10n.t('Claimed') : vscode.l10n.t('Also claimed'), others] as const];
    const folder = stores.all.length > 1 ? `${store.folder.name} · ` : '';
    return parts.flatMap(([name, tasks]): (Choice<Openable> | Line)[] =>
      tasks.length === 0 ? [] : [separator(`${folder}${name}`), ...tasks.map((task) => leadingTo({ store, task }))],
    );
  });
  if (choices.length === 0) {
    for (const { status } of stores.all) if (status.state === 'problem') throw Problem.fromData(status.problem);
    tell(vscode.l10n.t('Nothing needs you, and no task is claimed.'));
    return;
  }
  await openChosen(services, vscode.l10n.t('What Needs You, What Is Running?'), choices);
}
