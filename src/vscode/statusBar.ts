import * as vscode from 'vscode';
import type { Attention } from './attention';
import { commandId } from './contributions/commands';
import { viewId } from './contributions/views';
import type { FolderStore } from './folderStore';
import { countNeeds, needGroups } from './needGroups';
import type { Stores } from './stores';
import { claimed, needsYou } from './words/glance';
import { plainMarkdown } from './words/plainMarkdown';
import { unlinked } from './words/plainText';

const MOST_NAMED = 5;

/** One quiet item: how much needs the person, else how much is claimed, else nothing. */
export class StatusBar {
  readonly #stores: Stores;
  readonly #attention: Attention;

  constructor(stores: Stores, attention: Attention) {
    this.#stores = stores;
    this.#attention = attention;
  }

  start(): vscode.Disposable {
    const item = vscode.window.createStatusBarItem('work', vscode.StatusBarAlignment.Left);
    item.name = vscode.l10n.t('Task Orchestrator');
    const show = (): void => this.#show(item);
    return vscode.Disposable.from(item, this.#attention.onDidChange(show), this.#stores.onDidChange(show));
  }

  #show(item: vscode.StatusBarItem): void {
    item.command = commandId('showWork');
    const broken = this.#stores.all.filter(({ status }) => status.state === 'problem');
    if (broken.length > 0) {
      this.#showProblem(item, broken);
      return;
    }
    const glances = this.#stores.all.flatMap((store) => this.#attention.of(store) ?? []);
    const waiting = glances.reduce((sum, { needs }) => sum + countNeeds(needs), 0);
    const working = glances.reduce((sum, { working: { total } }) => sum + total, 0);
    if (waiting + working === 0) {
      item.hide();
      return;
    }
    item.text = waiting > 0 ? `$(checklist) ${waiting}` : `$(sync) ${working}`;
    const said = [...(waiting > 0 ? [needsYou(waiting)] : []), ...(working > 0 ? [claimed(working)] : [])];
    item.accessibilityInformation = { label: `Task Orchestrator: ${said.join(', ')}`, role: 'button' };
    item.tooltip = this.#tooltip(said);
    item.show();
  }

  /** Ahead of all that tasks need: without their store they are not even seen. */
  #showProblem(item: vscode.StatusBarItem, broken: readonly FolderStore[]): void {
    const names = broken.map(({ folder }) => folder.name).join(', ');
    const said = vscode.l10n.t('A task store needs you: that of {0} cannot be opened', names);
    item.text = `$(warning) ${vscode.l10n.t('Tasks')}`;
    item.command = `${viewId('needsYou')}.focus`;
    item.accessibilityInformation = { label: `Task Orchestrator: ${said}`, role: 'button' };
    item.tooltip = said;
    item.show();
  }

  #tooltip(said: readonly string[]): vscode.MarkdownString {
    const text = new vscode.MarkdownString('**Task Orchestrator**\n\n');
    text.appendMarkdown(`${plainMarkdown(said.join('\n'))}\n\n`);
    for (const { name, tasks } of needGroups) {
      const all = this.#stores.all.flatMap((store) => {
        const needs = this.#attention.of(store)?.needs;
        return needs ? tasks(needs) : [];
      });
      if (all.length === 0) continue;
      const titles = all.slice(0, MOST_NAMED).map(({ title }) => title);
      const more = all.length > MOST_NAMED ? ` ${vscode.l10n.t('and {0} more', all.length - MOST_NAMED)}` : '';
      text.appendMarkdown(
        `**${plainMarkdown(name())}**: ${plainMarkdown(unlinked(`${titles.join(', ')}${more}`))}\n\n`,
      );
    }
    return text;
  }
}
