import * as vscode from 'vscode';
import { withoutIcons } from '../words/plainText';
import { chosenSoFar } from './again';
import { BACK, type Answer, type Place } from './walk';

/** A row to choose, with what choosing it means. */
export interface Choice<Value> extends vscode.QuickPickItem {
  readonly value: Value;
}

export interface Line extends vscode.QuickPickItem {
  readonly kind: vscode.QuickPickItemKind.Separator;
}

export const separator = (label: string): Line => ({ label, kind: vscode.QuickPickItemKind.Separator });

/** Rows as VS Code is to show them: what a title says is no icon of ours. */
export const shownRows = <Item extends vscode.QuickPickItem>(rows: readonly Item[]): Item[] =>
  rows.map((row) => ({
    ...row,
    label: withoutIcons(row.label),
    ...(row.description !== undefined && { description: withoutIcons(row.description) }),
    ...(row.detail !== undefined && { detail: withoutIcons(row.detail) }),
  }));

/** A quick pick with the title, the steps and the *Back* of its place. */
export function openPick<Item extends vscode.QuickPickItem>(place: Place, placeholder: string): vscode.QuickPick<Item> {
  const pick = vscode.window.createQuickPick<Item>();
  Object.assign(pick, { title: place.title, placeholder, ignoreFocusOut: true });
  if (place.steps > 1) Object.assign(pick, { step: place.step, totalSteps: place.steps });
  if (place.canGoBack) pick.buttons = [vscode.QuickInputButtons.Back];
  return pick;
}

/** Waits until one of the rows is chosen; `meant` says which, where the rows may not be those of what was typed. */
export function chosen<Value>(
  pick: vscode.QuickPick<Choice<Value> | Line>,
  meant?: () => Promise<Value | undefined>,
): Promise<Answer<Value>> {
  return new Promise((resolve) => {
    const settle = (answer: Answer<Value>): void => {
      resolve(answer);
      pick.dispose();
    };
    pick.onDidAccept(async () => {
      if (meant) {
        const value = await meant();
        if (value !== undefined) settle({ value });
        return;
      }
      const [item] = pick.selectedItems;
      if (item && 'value' in item) settle({ value: item.value });
    });
    pick.onDidTriggerButton(() => settle(BACK));
    pick.onDidHide(() => settle(undefined));
    pick.show();
  });
}

/** By what a row is known again when its list is made anew. */
const nameOf = ({ label, description }: vscode.QuickPickItem): string => JSON.stringify([label, description]);

/** What was chosen before *Back* is what Enter chooses; else the likely one, or the first. */
export function askChoice<Value>(
  place: Place,
  placeholder: string,
  choices: readonly (Choice<Value> | Line)[],
  likely?: Value,
): Promise<Answer<Value>> {
  const pick = openPick<Choice<Value> | Line>(place, placeholder);
  Object.assign(pick, { items: shownRows(choices), matchOnDescription: true, matchOnDetail: true });
  const rows = pick.items;
  const before = rows.filter((row) => place.chosen?.get(placeholder)?.includes(nameOf(row)));
  const usual = rows.filter((row) => likely !== undefined && 'value' in row && row.value === likely);
  const active = [...before, ...usual].slice(0, 1);
  if (active.length > 0) pick.activeItems = active;
  pick.onDidAccept(() => place.chosen?.set(placeholder, pick.selectedItems.map(nameOf)));
  return chosen(pick);
}

/** The only question of a command. `undefined`: the person lets it be. */
export async function askOnce<Value>(
  title: string,
  placeholder: string,
  choices: readonly Choice<Value>[],
): Promise<Value | undefined> {
  const place = { title, step: 1, steps: 1, canGoBack: false, chosen: chosenSoFar().of(title) };
  const answer = await askChoice(place, placeholder, choices);
  return answer === undefined || answer === BACK ? undefined : answer.value;
}

/** Any number of the rows; those of `already` are ticked, or those that were before *Back*. */
export function askSeveral<Value>(
  place: Place,
  placeholder: string,
  choices: readonly (Choice<Value> | Line)[],
  already: (value: Value) => boolean,
): Promise<Answer<Value[]>> {
  const pick = openPick<Choice<Value> | Line>(place, placeholder);
  const chosenRows = (among: readonly (Choice<Value> | Line)[]) => among.filter((row) => 'value' in row);
  pick.canSelectMany = true;
  const rows = shownRows(choices);
  pick.items = rows;
  const before = place.chosen?.get(placeholder);
  pick.selectedItems = chosenRows(rows).filter((row) => before?.includes(nameOf(row)) ?? already(row.value));
  return new Promise((resolve) => {
    const settle = (answer: Answer<Value[]>): void => {
      place.chosen?.set(placeholder, pick.selectedItems.map(nameOf));
      resolve(answer);
      pick.dispose();
    };
    pick.onDidAccept(() => settle({ value: chosenRows(pick.selectedItems).map(({ value }) => value) }));
    pick.onDidTriggerButton(() => settle(BACK));
    pick.onDidHide(() => settle(undefined));
    pick.show();
  });
}
