import { commandId } from './commands';

export interface ViewSpec {
  readonly name: string;
  readonly icon: string;
}

export const container = { id: 'taskOrchestrator', title: 'Task Orchestrator', icon: 'media/icon.svg' } as const;

export const views = {
  needsYou: { name: 'Needs You', icon: '$(bell-dot)' },
  tasks: { name: 'Tasks', icon: '$(list-tree)' },
} as const satisfies Record<string, ViewSpec>;

export type ViewKey = keyof typeof views;

export const viewId = (key: ViewKey): string => `taskOrchestrator.${key}`;

export interface Welcome {
  readonly key: string;
  readonly view: ViewKey;
  readonly when: string;
  readonly contents: string;
}

const noFolder = 'workspaceFolderCount == 0';
const virtual = 'virtualWorkspace';
const usable = `workspaceFolderCount > 0 && !virtualWorkspace`;
const storeIs = (state: string) => `${usable} && taskOrchestrator.store == ${state}`;

/** What an empty view says. For each view exactly one of these holds at any time. */
export const welcomes: readonly Welcome[] = [
  {
    key: 'noFolder',
    view: 'tasks',
    when: noFolder,
    contents:
      'Tasks are kept in the folder they belong to. Open one to see or plan its tasks.\n[Open Folder](command:vscode.openFolder)',
  },
  {
    key: 'virtual',
    view: 'tasks',
    when: `${virtual} && !(${noFolder})`,
    contents:
      'This workspace is virtual: its files are not on a disk that Task Orchestrator can write to, so tasks cannot be kept here. Open a folder on this computer, in a container or on a remote machine instead.',
  },
  { key: 'opening', view: 'tasks', when: storeIs('opening'), contents: 'Opening the task store…' },
  {
    key: 'problem',
    view: 'tasks',
    when: storeIs('problem'),
    contents: `The task store cannot be opened. Nothing in it has been changed.\n[Try Again](command:${commandId('retryStore')})\n[Restore a Backup…](command:${commandId('restoreBackup')})\n[Show Log](command:${commandId('showLog')})`,
  },
  {
    key: 'restricted',
    view: 'tasks',
    when: `${usable} && !isWorkspaceTrusted && taskOrchestrator.store != problem && taskOrchestrator.store != opening`,
    contents:
      'No tasks yet. This folder is in Restricted Mode: tasks can be read here, but not added or changed.\n[Manage Workspace Trust](command:workbench.trust.manage)',
  },
  {
    key: 'empty',
    view: 'tasks',
    when: `${usable} && isWorkspaceTrusted && taskOrchestrator.store != problem && taskOrchestrator.store != opening`,
    contents: `No tasks yet. A task stays until it is done: across restarts, windows and agents.\n[New Task](command:${commandId('newTask')})`,
  },
  {
    key: 'needsYouEmpty',
    view: 'needsYou',
    when: `${usable} && taskOrchestrator.store != problem`,
    contents: 'Nothing needs you.',
  },
  {
    key: 'needsYouProblem',
    view: 'needsYou',
    when: storeIs('problem'),
    contents: `The task store needs you: it cannot be opened.\n[Try Again](command:${commandId('retryStore')})\n[Show Log](command:${commandId('showLog')})`,
  },
  {
    key: 'needsYouNowhere',
    view: 'needsYou',
    when: `${noFolder} || ${virtual}`,
    contents: 'Interrupted work, approvals and failed checks of an open folder are listed here.',
  },
];
