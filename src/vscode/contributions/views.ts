import { commandId, type CommandKey } from './commands';
import type { ContextValue } from './contextKeys';

export interface ViewSpec {
  readonly name: string;
  readonly icon: string;
  /** Share of the container's height until a person drags it. */
  readonly initialSize: number;
}

export const container = { id: 'taskOrchestrator', title: 'Task Orchestrator', icon: 'media/icon.svg' } as const;

export const views = {
  needsYou: { name: 'Needs You', icon: '$(bell-dot)', initialSize: 2 },
  tasks: { name: 'Tasks', icon: '$(list-tree)', initialSize: 3 },
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
/** Each store is open, or is going to be. */
const noProblem = `${usable} && taskOrchestrator.store && taskOrchestrator.problem == none`;
const isEmpty = `${storeIs('ready')} && taskOrchestrator.tasks == none`;
/** There is no store yet, or one that holds no task, and not because tasks are hidden. */
const nothingYet = [
  { suffix: '', when: storeIs('absent') },
  { suffix: 'Store', when: `${isEmpty} && taskOrchestrator.narrowed == none` },
] as const;

const manageTrust = '[Manage Workspace Trust](command:workbench.trust.manage)';
const link = (action: keyof typeof actions): string => `[${actions[action]}](command:${commandId(action)})`;

const actions = {
  retryStore: 'Try Again',
  restoreBackup: 'Restore a Backup…',
  startEmptyStore: 'Set Aside and Start Empty…',
  showLog: 'Show Log',
} as const satisfies Partial<Record<CommandKey, string>>;

type Action = keyof typeof actions;

/** Why a store is not open, and what a person can do about it; the details are in the log. */
const problems: readonly {
  key: ContextValue<'problem'>;
  reason: string;
  actions: readonly Action[];
}[] = [
  {
    key: 'damaged',
    reason: 'The task store is damaged and was not opened. Nothing in it has been changed.',
    actions: ['restoreBackup', 'retryStore', 'startEmptyStore', 'showLog'],
  },
  {
    key: 'missing',
    reason:
      'state.db is missing from .task_orchestrator, but its log or a backup is still there. Put the file back and try again, or choose what else is to be done.',
    actions: ['restoreBackup', 'retryStore', 'startEmptyStore', 'showLog'],
  },
  {
    key: 'removed',
    reason:
      'The files of the task store were removed while it was in use. What they held has been kept among the backups.',
    actions: ['restoreBackup', 'retryStore', 'startEmptyStore'],
  },
  {
    key: 'newer',
    reason:
      'The task store was written by a newer version of Task Orchestrator. Update it here; the store was not touched.',
    actions: ['retryStore', 'restoreBackup', 'showLog'],
  },
  {
    key: 'elsewhere',
    reason: 'Another machine has the task store of this folder open. Close the folder there, then try again.',
    actions: ['retryStore', 'showLog'],
  },
  {
    key: 'mismatch',
    reason: 'Another version of Task Orchestrator has this folder open. Update both, then reload the windows.',
    actions: ['retryStore', 'showLog'],
  },
  {
    key: 'unwritable',
    reason: 'The folder .task_orchestrator cannot be written. Make room, or make it writable, then try again.',
    actions: ['retryStore', 'showLog'],
  },
  {
    key: 'blocked',
    reason:
      'There is something else where tasks are kept: .task_orchestrator is no folder, or state.db in it no file. Find out what it is for and move it, then try again.',
    actions: ['retryStore', 'showLog'],
  },
  {
    key: 'other',
    reason: 'The task store cannot be opened. Nothing in it has been changed.',
    actions: ['retryStore', 'restoreBackup', 'showLog'],
  },
];

interface Variant {
  readonly suffix: string;
  readonly also: string;
  readonly buttons: readonly string[];
}

/** Nobody is offered to restore a backup where there is none. */
function problemWelcomes(actions: readonly Action[], welcome: (variant: Variant) => Welcome): Welcome[] {
  if (!actions.includes('restoreBackup')) return [welcome({ suffix: '', also: '', buttons: actions.map(link) })];
  const others = actions.filter((action) => action !== 'restoreBackup');
  return [
    welcome({ suffix: '', also: ' && taskOrchestrator.restorable == backup', buttons: actions.map(link) }),
    welcome({ suffix: '.noBackup', also: ' && taskOrchestrator.restorable == none', buttons: others.map(link) }),
  ];
}

/** What an empty view says. For each view exactly one of these holds once the extension has looked at the folder. */
export const welcomes: readonly Welcome[] = [
  {
    key: 'noFolder',
    view: 'tasks',
    when: noFolder,
    contents:
      'Tasks are kept in the folder they belong to. Open one to see or plan its tasks.\n[Open Folder](command:vscode.openFolder)\nOr [take the tour](command:taskOrchestrator.openWalkthrough).',
  },
  {
    key: 'virtual',
    view: 'tasks',
    when: `${virtual} && !(${noFolder})`,
    contents:
      'This workspace is virtual: its files are not on a disk that Task Orchestrator can write to, so tasks cannot be kept here. Open a folder on this computer, in a container or on a remote machine instead.\n[Open Folder](command:vscode.openFolder)',
  },
  {
    key: 'opening',
    view: 'tasks',
    when: `${storeIs('opening')} || ${storeIs('ready')} && taskOrchestrator.tasks != none && taskOrchestrator.tasks != failed`,
    contents: 'Opening the task store…',
  },
  {
    key: 'unread',
    view: 'tasks',
    when: `${storeIs('ready')} && taskOrchestrator.tasks == failed`,
    contents: `The tasks could not be read. They are there still; the log says why, and a new window may help.\n${link('showLog')}\n[Reload Window](command:workbench.action.reloadWindow)`,
  },
  ...problems.flatMap(({ key, reason, actions }) =>
    problemWelcomes(actions, ({ suffix, also, buttons }) => ({
      key: `problem.${key}${suffix}`,
      view: 'tasks',
      when: `${storeIs('problem')} && taskOrchestrator.problem == ${key}${also}`,
      contents: [reason, ...buttons].join('\n'),
    })),
  ),
  {
    key: 'filtered',
    view: 'tasks',
    when: `${isEmpty} && taskOrchestrator.narrowed == filter`,
    contents: `No step matches the filter.\n[Clear Filter](command:${commandId('clearFilter')})\nOr [change it](command:${commandId('filterTasks')}). [Find Task](command:${commandId('findTask')}) looks through all tasks.`,
  },
  {
    key: 'finished',
    view: 'tasks',
    when: `${isEmpty} && taskOrchestrator.narrowed == finished`,
    contents: `No task is left to do; finished ones are hidden.\n[Show Finished Tasks](command:${commandId('showFinished')})\n[New Task…](command:${commandId('newTask')})`,
  },
  ...nothingYet.flatMap(({ suffix, when }): Welcome[] => [
    {
      key: `restricted${suffix}`,
      view: 'tasks',
      when: `${when} && !isWorkspaceTrusted`,
      contents: [
        'No tasks yet. This folder is in Restricted Mode: tasks can be read here, but not added or changed.',
        manageTrust,
      ].join('\n'),
    },
    {
      key: `empty${suffix}`,
      view: 'tasks',
      when: `${when} && isWorkspaceTrusted`,
      contents: [
        'No tasks yet. A task stays until it is done: across restarts, windows and agents.',
        `[New Task…](command:${commandId('newTask')})`,
        `[New Plan…](command:${commandId('newPlan')})`,
        `You can also [connect an agent](command:${commandId('copyMcpConfiguration')}) that plans, or [take the tour](command:${commandId('openWalkthrough')}).`,
      ].join('\n'),
    },
  ]),
  {
    key: 'needsYouEmpty',
    view: 'needsYou',
    when: `${noProblem} && taskOrchestrator.needs == none`,
    contents: 'Nothing needs you.',
  },
  {
    key: 'needsYouUnread',
    view: 'needsYou',
    when: `${noProblem} && taskOrchestrator.needs != none`,
    contents: 'Opening the task store…',
  },
  ...problems.flatMap(({ key, actions }) =>
    problemWelcomes(actions, ({ suffix, also, buttons }) => ({
      key: `needsYouProblem.${key}${suffix}`,
      view: 'needsYou',
      when: `${usable} && isWorkspaceTrusted && taskOrchestrator.problem == ${key}${also}`,
      contents: ['A task store needs you: it cannot be opened.', ...buttons].join('\n'),
    })),
  ),
  {
    key: 'needsYouProblemRestricted',
    view: 'needsYou',
    when: `${usable} && !isWorkspaceTrusted && taskOrchestrator.problem && taskOrchestrator.problem != none`,
    contents: [
      'A task store needs you: it cannot be opened. This folder is in Restricted Mode, so nothing in it is changed.',
      manageTrust,
      link('retryStore'),
      link('showLog'),
    ].join('\n'),
  },
  {
    key: 'needsYouNowhere',
    view: 'needsYou',
    when: `${noFolder} || ${virtual}`,
    contents:
      'What needs you is listed here once a folder on disk is open: interrupted work, approvals, failed checks.',
  },
];
