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
    'showTaskAsText',
    'explainTask',
    'showHistory',
    'showPlanVersions',
    'showBrief',
    'copyBrief',
    'showWaves',
  ],
  '4_edit': ['newStep', 'editTask', 'moveTask', 'addNote', 'addDependency', 'removeDependency', 'waiveDependency'],
  '5_checkpoints': ['saveCheckpoint', 'compareCheckpoints', 'restoreCheckpoint', 'pruneCheckpoints'],
  '6_steer': ['blockTask', 'cancelTask', 'reopenTask', 'overrideTask'],
  '7_shelve': ['saveAsTemplate', 'archiveTask', 'deleteTask'],
};

const contextMenu: readonly MenuItem[] = Object.entries(groups).flatMap(([group, commands]) =>
  commands.map((command, index) => ({
    menu: 'view/item/context',
    command,
    when: isAct(command) ? where(command) : onTask,
    group: `${group}@${index + 1}`,
  })),
);

export const menus: readonly MenuItem[] = [
  { menu: 'view/title', command: 'newTask', when: inTasks, group: 'navigation@1' },
  {
    menu: 'view/title',
    command: 'findTask',
    when: `${inTasks} && taskOrchestrator.store == ready`,
    group: 'navigation@2',
  },
  ...(['newPlan', 'planFromTemplate', 'newStream'] as const).map((command, index) => ({
    menu: 'view/title',
    command,
    when: inTasks,
    group: `1_new@${index + 1}`,
  })),
  ...(['showStatus', 'showNext', 'handOver', 'restoreDeletedTask'] as const).map((command, index) => ({
    menu: 'view/title',
    command,
    when: `${inTasks} && taskOrchestrator.store == ready`,
    group: `2_show@${index + 1}`,
  })),
  {
    menu: 'view/title',
    command: 'publishStore',
    when: `${inTasks} && taskOrchestrator.store == ready`,
    group: '9_store@1',
  },
  { menu: 'view/title', command: 'showLog', when: inTasks, group: '9_store@9' },
  ...inline.map((command, index) => ({
    menu: 'view/item/context',
    command,
    when: where(command),
    group: `inline@${index + 1}`,
  })),
  ...contextMenu,
];
