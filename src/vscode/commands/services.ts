import type * as vscode from 'vscode';
import type { Launcher } from '../agents/launcher';
import type { Attention } from '../attention';
import type { Documents } from '../documents/documents';
import type { EditableTexts } from '../documents/editableTexts';
import type { TaskPanels } from '../panels/taskPanels';
import type { Stores } from '../stores';
import type { TasksView } from '../views/tasksView';
import type { OwnClaims } from '../ownClaims';

/** What command handlers work with. */
export interface CommandServices {
  readonly extensionId: string;
  readonly stores: Stores;
  readonly attention: Attention;
  readonly tasksView: TasksView;
  readonly panels: TaskPanels;
  readonly documents: Documents;
  readonly texts: EditableTexts;
  readonly claims: OwnClaims;
  readonly launcher: Launcher;
  readonly log: vscode.LogOutputChannel;
}

/** `argument` is whatever a keybinding, a menu or another extension passed along; `selection` all rows that are selected. */
export type Handler = (services: CommandServices, argument: unknown, selection?: unknown) => unknown;
