import { isAct, type Act } from '../tasks/acts';
import type { CommandKey } from './commands';
import { viewId } from './views';

/** An entry of a menu: a command, or a menu of its own. */
export type MenuItem = {
  readonly menu: string;
  readonly when?: string;
  readonly group: string;
} & ({ readonly command: CommandKey } | { readonly submenu: Submenu });

/** Menus within the context menu of a task, for what one does not do every day. */
export const submenus = {
  look: 'History and Brief',
  copy: 'Copy',
  dependencies: 'Dependencies',
  files: 'Files and Checks',
  checkpoints: 'Checkpoints',
} as const;
export type Submenu = keyof typeof submenus;

export const submenuId = (submenu: Submenu): string => `taskOrchestrator.${submenu}`;
const isSubmenu = (entry: CommandKey | Submenu): entry is Submenu => entry in submenus;

const inTasks = `view == ${viewId('tasks')}`;
const onTask = `view =~ /^taskOrchestrator\\./ && viewItem =~ /^task\\b/`;
const where = (act: Act): string => `view =~ /^taskOrchestrator\\./ && viewItem =~ /\\b${act}\\b/`;

/** Buttons on a row; at most three of them fit any task at a time. */
const inline: readonly Act[] = ['approveTask', 'rejectTask', 'resumeTask', 'unblockTask', 'retryTask'];

/** The context menu, in the order in which a person works; acts appear on the tasks that they fit, the rest on all. */
const groups: Readonly<Record<string, readonly (CommandKey | Submenu)[]>> = {
  // What one wants next comes first; VS Code puts this group above all others.
  navigation: [
    'approveTask',
    'rejectTask',
    'resumeTask',
    'unblockTask',
    'retryTask',
    'claimTask',
    'submitPlan',
    'finishTask',
    'explainTask',
    'explainVerification',
  ],
  '1_work': ['reportProgress', 'releaseTask'],
  '2_show': ['showTask', 'revealTask', 'look', 'copy'],
  '3_edit': ['addNote', 'submitPlan', 'newStep', 'renameTask', 'editTask', 'moveTask', 'dependencies'],
  '4_files': ['verifyTask', 'files', 'checkpoints'],
  '5_steer': ['blockTask', 'cancelTask', 'reopenTask', 'overrideTask'],
  '6_shelve': ['saveAsTemplate', 'archiveTask', 'unarchiveTask', 'deleteTask'],
};

const within: Readonly<Record<Submenu, Readonly<Record<string, readonly CommandKey[]>>>> = {
  look: {
    '1_task': ['showTaskAsText', 'showHistory', 'showPlanVersions', 'showWaves'],
    '2_brief': ['showBrief'],
  },
  copy: { '1_copy': ['copyTitle', 'copyId', 'copyBrief'] },
  dependencies: { '1_edit': ['addDependency', 'removeDependency', 'waiveDependency'] },
  files: {
    '1_files': ['showRecorded', 'restoreFiles', 'acceptContent', 'detachFile'],
    '2_checks': ['approveChecks', 'showChecks'],
  },
  checkpoints: {
    '1_use': ['compareCheckpoints', 'restoreCheckpoint', 'saveCheckpoint'],
    '2_clean': ['pruneCheckpoints'],
  },
};

/** They also take several rows that are selected together; the others are about one. */
const forSeveral: ReadonlySet<CommandKey> = new Set<CommandKey>([
  'unblockTask',
  'retryTask',
  'releaseTask',
  'moveTask',
  'blockTask',
  'cancelTask',
  'reopenTask',
  'overrideTask',
  'archiveTask',
  'deleteTask',
]);
const alone = (command: CommandKey): string => (forSeveral.has(command) ? '' : ' && !listMultiSelection');

/** In the Tasks view a row is where revealing it would lead. */
const elsewhere: ReadonlySet<CommandKey> = new Set<CommandKey>(['revealTask']);

function fits(entry: CommandKey | Submenu, group: string): string {
  if (isSubmenu(entry)) return `${onTask} && !listMultiSelection`;
  const place = elsewhere.has(entry) ? ` && !(${inTasks})` : '';
  return `${isAct(entry) ? where(entry) : onTask}${place}${turn(entry, group)}${alone(entry)}`;
}

/** A plan stands above all else when it is what is to be made; otherwise it is something that can be changed. */
function turn(entry: CommandKey, group: string): string {
  if (entry !== 'submitPlan') return '';
  return group === 'navigation' ? ' && viewItem =~ /\\bplanned\\b/' : ' && !(viewItem =~ /\\bplanned\\b/)';
}

const entries = (menu: string, of: Readonly<Record<string, readonly (CommandKey | Submenu)[]>>): readonly MenuItem[] =>
  Object.entries(of).flatMap(([group, all]) =>
    all.map((entry, index) => ({
      menu,
      ...(isSubmenu(entry) ? { submenu: entry } : { command: entry }),
      when: fits(entry, group),
      group: `${group}@${index + 1}`,
    })),
  );

const contextMenu: readonly MenuItem[] = [
  ...entries('view/item/context', groups),
  ...Object.entries(within).flatMap(([submenu, of]) => entries(submenuId(submenu as Submenu), of)),
];

/** On rows that are no tasks. */
const onRow = (viewItem: string, group: string, commands: readonly CommandKey[]): readonly MenuItem[] =>
  commands.map((command, index) => ({
    menu: 'view/item/context',
    command,
    when: `${inTasks} && viewItem == ${viewItem}`,
    group: `${group}@${index + 1}`,
  }));

const isOpen = `${inTasks} && taskOrchestrator.store == ready`;
const inTitle = (group: string, when: string, commands: readonly CommandKey[], from = 1): readonly MenuItem[] =>
  commands.map((command, index) => ({ menu: 'view/title', command, when, group: `${group}@${index + from}` }));

export const menus: readonly MenuItem[] = [
  ...inTitle('navigation', inTasks, ['newTask']),
  ...inTitle('navigation', isOpen, ['findTask'], 2),
  ...inTitle('navigation', `${isOpen} && taskOrchestrator.narrowed != filter`, ['filterTasks'], 3),
  ...inTitle('navigation', `${isOpen} && taskOrchestrator.narrowed == filter`, ['clearFilter'], 3),
  ...inTitle('1_new', inTasks, ['newPlan', 'planFromTemplate', 'newStream']),
  ...inTitle('2_look', isOpen, ['groupTasks', 'filterTasks']),
  ...inTitle('2_look', `${isOpen} && taskOrchestrator.finished == shown`, ['hideFinished'], 3),
  ...inTitle('2_look', `${isOpen} && taskOrchestrator.finished == hidden`, ['showFinished'], 3),
  ...inTitle('2_look', `${isOpen} && taskOrchestrator.details == hidden`, ['showDetails'], 4),
  ...inTitle('2_look', `${isOpen} && taskOrchestrator.details == shown`, ['hideDetails'], 4),
  ...inTitle('3_show', isOpen, ['showStatus', 'showNext', 'handOver', 'restoreDeletedTask']),
  ...inTitle('4_files', isOpen, ['verifyAll', 'assignChanges']),
  ...inTitle('9_store', isOpen, ['publishStore']),
  ...inTitle('9_store', inTasks, ['openWalkthrough', 'showLog'], 8),
  ...inline.map((command, index) => ({
    menu: 'view/item/context',
    command,
    when: where(command),
    group: `inline@${index + 1}`,
  })),
  {
    menu: 'view/item/context',
    command: 'verifyTask',
    when: `view =~ /^taskOrchestrator\\./ && viewItem =~ /\\bunsound\\b/`,
    group: 'inline@9',
  },
  {
    menu: 'view/item/context',
    command: 'approveChecks',
    when: `view =~ /^taskOrchestrator\\./ && viewItem =~ /\\bunapproved\\b/`,
    group: 'inline@8',
  },
  ...contextMenu,
  ...onRow('stream', 'inline', ['newTask']),
  ...onRow('stream', '1_new', ['newTask']),
  ...onRow('stream', '2_edit', ['editStream', 'moveStream', 'archiveStream']),
  ...onRow('checkpoint', 'inline', ['restoreCheckpoint']),
  ...onRow('checkpoint', '1_show', ['compareCheckpoints', 'restoreCheckpoint', 'restoreFiles']),
];
