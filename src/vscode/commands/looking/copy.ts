import * as vscode from 'vscode';
import { tell } from '../../notify';
import type { CommandServices, Handler } from '../services';
import { chooseTask, type Chosen } from './show';

interface Copying {
  readonly title: string;
  readonly text: (chosen: Chosen, services: CommandServices) => string | Promise<string>;
  /** What is in the clipboard then. */
  readonly done: (task: string) => string;
}

/** Puts something about a task into the clipboard. A caller may pass `{ "task": "…" }`. */
const copying =
  (describe: () => Copying): Handler =>
  async (services, argument) => {
    const { title, text, done } = describe();
    const chosen = await chooseTask(services, argument, title);
    if (!chosen) return;
    await vscode.env.clipboard.writeText(await text(chosen, services));
    tell(done(chosen.task.title));
  };

export const copyTitle = copying(() => ({
  title: vscode.l10n.t('Copy Title'),
  text: ({ task }) => task.title,
  done: (name) => vscode.l10n.t('The title of “{0}” is in the clipboard.', name),
}));

export const copyId = copying(() => ({
  title: vscode.l10n.t('Copy Id'),
  text: ({ task }) => task.id,
  done: (name) => vscode.l10n.t('The id of “{0}” is in the clipboard.', name),
}));

export const copyBrief = copying(() => ({
  title: vscode.l10n.t('Copy Agent Brief'),
  text: ({ store, task }, { documents }) => documents.text(store, { kind: 'brief', task: task.id }),
  done: (name) => vscode.l10n.t('The brief of “{0}” is in the clipboard.', name),
}));
