import { isAct, type Act } from '../tasks/acts';
import type { CommandKey } from './commands';
import { viewId } from './views';

export interface MenuItem {
  readonly menu: string;
  readonly command: CommandKey;
  readonly when?: string;
  readonly group: string;
}

const inTasks = `view == ${viewId('tasks')}`;
const onTask = `view =~ /^taskOrchestrator\\./ && viewItem =~ /^task\\b/`;
const where = (act: Act): string => `view =~ /^taskOrchestrator\\./ && viewItem =~ /\\b${act}\\b/`;

/** Buttons on a row; at most three of them fit any task at a time. */
const inline: readonly Act[] = ['approveTask', 'rejectTask', 'resumeTask', 'unblockTask', 'retryTask'];

/** The context menu, in the order in which a person works; acts appear on the tasks that they fit, the rest on all. */
const groups: Readonly<Record<string, readonly CommandKey[]>> = {
  '1_decide': ['approveTask', 'rejectTask', 'resumeTask', 'unblockTask', 'retryTask', 'claimTask'],
  '2_work': ['reportProgress', 'submitPlan', 'finishTask', 'releaseTask'],
  '3_show': [
    'showTask',
    'revealTask',
    'showTaskAsText',
    'explainTask',
    'showHistory',
    'showPlanVersions',
    'showBrief',
    'copyBrief',
    'showWaves',
  ],
  '4_edit': [
    'newStep',
    'renameTask',
    'editTask',
    'moveTask',
    'addNote',
    'addDependency',
    'removeDependency',
    'waiveDependency',
  ],
  '5_files': [
    'verifyTask',
    'approveChecks',
    'showChecks',
    'showRecorded',
    'restoreFiles',
    'acceptContent',
    'detachFile',
  ],
  '5_checkpoints': ['saveCheckpoint', 'compareCheckpoints', 'restoreCheckpoint', 'pruneCheckpoints'],
  '6_steer': ['blockTask', 'cancelTask', 'reopenTask', 'overrideTask'],
  '7_shelve': ['saveAsTemplate', 'archiveTask', 'deleteTask'],
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

const contextMenu: readonly MenuItem[] = Object.entries(groups).flatMap(([group, commands]) =>
  commands.map((command, index) => ({
    menu: 'view/item/context',
    command,
    when: `${isAct(command) ? where(command) : onTask}${alone(command)}`,
    group: `${group}@${index + 1}`,
  })),
);

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
