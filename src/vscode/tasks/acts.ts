import { isUnsound } from '../../domain/evidence/results';
import { TRANSITIONS, type Action } from '../../domain/workflow/transitions';
import { hasEnded, isAwaiting, isWorking, type State } from '../../domain/workflow/states';
import type { TaskRow } from '../../orchestrator/registry';
import type { CommandKey } from '../contributions/commands';
import { isDoubtful } from './standing';

const may = ({ state }: TaskRow, action: Action): boolean =>
  (TRANSITIONS[action].from as readonly State[]).includes(state);
const isLeaf = ({ children }: TaskRow): boolean => children === 0;
const isOpen = ({ state }: TaskRow): boolean => !hasEnded(state);
const isBegun = ({ state }: TaskRow): boolean => state !== 'pending';
/** Before the work itself has begun there are files only of an earlier attempt. */
const mayHaveFiles = ({ state, evidence }: TaskRow): boolean => !BEFORE_WORK.has(state) || evidence !== 'none';
const BEFORE_WORK: ReadonlySet<State> = new Set(['pending', 'planning', 'plan_awaiting_approval', 'plan_approved']);
/** Whose claim an agent has is finished by that agent, or after a person has released it. */
const isAgents = ({ claimed, actor }: TaskRow): boolean => claimed && actor?.startsWith('agent:') === true;
const isShelved = ({ archivedAt }: TaskRow): boolean => archivedAt !== null;

/**
 * For which tasks an act makes sense, as far as a row tells. Menus and quick picks offer by this; whether it can really be
 * done, the orchestrator decides.
 */
const acts = {
  newStep: (task) => !isShelved(task) && !hasEnded(task.state),
  resumeTask: ({ offer }) => offer === 'interrupted',
  claimTask: ({ offer }) => offer === 'ready',
  reportProgress: (task) => isLeaf(task) && isWorking(task.state) && !isAgents(task),
  submitPlan: (task) => may(task, 'submitPlan') || task.state === 'plan_awaiting_approval',
  finishTask: (task) => may(task, 'finish') && !isAgents(task) && (isLeaf(task) || task.leavesDone >= task.leaves),
  releaseTask: ({ claimed, offer }) => claimed || offer === 'interrupted',
  approveTask: ({ state }) => isAwaiting(state),
  rejectTask: ({ state }) => isAwaiting(state),
  overrideTask: (task) => may(task, 'override') && (isLeaf(task) || task.leavesDone >= task.leaves),
  blockTask: (task) => may(task, 'block'),
  unblockTask: (task) => may(task, 'unblock'),
  cancelTask: (task) => may(task, 'cancel'),
  retryTask: (task) => may(task, 'retry'),
  reopenTask: (task) => may(task, 'reopen') && (isLeaf(task) || task.state === 'cancelled'),
  archiveTask: (task) => hasEnded(task.state) && !isShelved(task),
  unarchiveTask: isShelved,
  explainTask: ({ unmet, held, state, offer }) =>
    !hasEnded(state) && offer !== 'interrupted' && (unmet > 0 || held > 0 || state === 'blocked'),
  addDependency: isOpen,
  removeDependency: isOpen,
  waiveDependency: (task) => isOpen(task) && task.unmet > 0,
  showBrief: isOpen,
  copyBrief: isOpen,
  saveCheckpoint: (task) => isOpen(task) && isBegun(task),
  compareCheckpoints: isBegun,
  restoreCheckpoint: (task) => isLeaf(task) && isBegun(task),
  pruneCheckpoints: isBegun,
  verifyTask: (task) => task.state !== 'cancelled' && mayHaveFiles(task),
  explainVerification: isDoubtful,
  showRecorded: mayHaveFiles,
  restoreFiles: mayHaveFiles,
  acceptContent: mayHaveFiles,
  detachFile: mayHaveFiles,
  // Also where all are approved: what was granted can be taken back (rule G5).
  approveChecks: ({ hasChecks }) => hasChecks,
  showChecks: ({ hasChecks }) => hasChecks,
  showWaves: (task) => !isLeaf(task),
  saveAsTemplate: (task) => !isLeaf(task),
} as const satisfies Partial<Record<CommandKey, (task: TaskRow) => boolean>>;

/** A person has yet to say whether its checks may be run, and work has begun (rule G8). */
export const waitingChecks = (task: TaskRow): boolean =>
  task.openChecks > 0 && task.status !== 'pending' && (isOpen(task) || task.state === 'completed');

/** Its row offers that, unless something more urgent is on it. */
export const hasOpenChecks = (task: TaskRow): boolean => waitingChecks(task) && !isUnsound(task);

export type Act = keyof typeof acts;

const rules: Record<Act, (task: TaskRow) => boolean> = acts;

export const isAct = (key: CommandKey): key is Act => key in acts;

export const fits = (act: Act, task: TaskRow): boolean => rules[act](task);

/** Its plan is what is to be made next, and no agent makes it. */
const isPlanned = (task: TaskRow): boolean => task.state === 'planning' && !isAgents(task);

/** What `when` clauses of menus look for: what can be done with a task, and what of it is most likely wanted. */
export const menuWords = (task: TaskRow): readonly string[] => [
  'task',
  ...(isUnsound(task) ? ['unsound'] : []),
  ...(hasOpenChecks(task) ? ['unapproved'] : []),
  ...(isPlanned(task) ? ['planned'] : []),
  ...actsOf(task),
];

/** All that can be done with a task. */
export function actsOf(task: TaskRow): Act[] {
  return (Object.keys(acts) as Act[]).filter((act) => fits(act, task));
}
