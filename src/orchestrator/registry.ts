import type * as z from 'zod';
import { pruneTaskCheckpoints, restoreCheckpoint, saveCheckpoint } from './commands/checkpoints';
import { claimTask, lapseClaims, releaseTask } from './commands/claiming';
import { collectContent } from './commands/collecting';
import { beginRestore } from './commands/restoring';
import { approveTask, overrideTask, rejectTask } from './commands/deciding';
import { addDependency, removeDependency, waiveDependencyOf } from './commands/dependencies';
import { approveChecks, lookAgainAt, settleEvidence, verifyTaskNow } from './commands/evidence';
import {
  acceptFiles,
  catchUpFiles,
  assignFiles,
  detachFile,
  dismissFiles,
  observeFiles,
  seekFiles,
} from './commands/files';
import { setPolicy } from './commands/policy';
import { editTask, noteTask } from './commands/editing';
import { arrangeTasks, moveTask } from './commands/moving';
import { createTask, planTree } from './commands/planning';
import { archiveTask, deleteTask, unarchiveTask, undeleteTask } from './commands/shelving';
import { blockTask, cancelTask, reopenTask, retryTask, unblockTask } from './commands/steering';
import { createStream, editStream } from './commands/streams';
import { syncRoles } from './commands/upkeep';
import { finishTask, reportProgress } from './commands/working';
import type { FileOperation } from './files/fileOperation';
import { beginCustomRoles, listRoleFiles } from './files/roles';
import { beginTemplate, checkTemplateValue, fillInTemplate, listTemplates, saveTemplate } from './files/templates';
import type { Command, ReadQuery } from './operation';
import { treeAsPlan } from './queries/asPlan';
import { briefForClaim, briefForHandover, briefForResume, briefOfStatus, briefOfSynthesis } from './queries/briefs';
import { taskGraph } from './queries/graph';
import {
  checkEvidence,
  evidenceAtPaths,
  evidenceProblems,
  getPolicy,
  listVerifications,
  taskEvidence,
  unattributedFiles,
} from './queries/evidence';
import { contentText, previewRestore } from './queries/keptContent';
import {
  changesSince,
  canRestore,
  compareCheckpoints,
  listCheckpoints,
  taskEvents,
  taskFiles,
  taskPlans,
  taskResults,
} from './queries/history';
import {
  attention,
  countBelow,
  countTasksQuery,
  explainTask,
  getTask,
  listChildren,
  listDeleted,
  nextTasks,
  searchTasks,
  showTask,
  workingTasks,
} from './queries/looking';
import { countStepsQuery, listSiblings, listSteps, placeOfTask, taskFacets, taskRows } from './queries/treeLists';
import { outlineTree, roleList, streamList, treeWaves } from './queries/trees';

export type { Change } from './context';

/** Everything that can be done to a store. All doors (extension host, other windows, agents) go through these. */
export const commands = {
  'task.create': createTask,
  'task.plan': planTree,
  'task.edit': editTask,
  'task.move': moveTask,
  'task.arrange': arrangeTasks,
  'task.note': noteTask,
  'task.claim': claimTask,
  'task.progress': reportProgress,
  'task.finish': finishTask,
  'task.release': releaseTask,
  'task.approve': approveTask,
  'task.reject': rejectTask,
  'task.override': overrideTask,
  'task.block': blockTask,
  'task.unblock': unblockTask,
  'task.cancel': cancelTask,
  'task.retry': retryTask,
  'task.reopen': reopenTask,
  'task.archive': archiveTask,
  'task.unarchive': unarchiveTask,
  'task.delete': deleteTask,
  'task.undelete': undeleteTask,
  'dependency.add': addDependency,
  'dependency.remove': removeDependency,
  'dependency.waive': waiveDependencyOf,
  'checkpoint.save': saveCheckpoint,
  'checkpoint.restore': restoreCheckpoint,
  'checkpoint.prune': pruneTaskCheckpoints,
  'stream.create': createStream,
  'stream.edit': editStream,
  'task.verify': verifyTaskNow,
  'evidence.settle': settleEvidence,
  'evidence.lookAgain': lookAgainAt,
  'files.observe': observeFiles,
  'files.assign': assignFiles,
  'files.dismiss': dismissFiles,
  'files.detach': detachFile,
  'files.accept': acceptFiles,
  'restore.begin': beginRestore,
  'checks.approve': approveChecks,
  'policy.set': setPolicy,
  'content.collect': collectContent,
  'files.catchUp': catchUpFiles,
  'files.seek': seekFiles,
  'claims.lapse': lapseClaims,
  'roles.sync': syncRoles,
} as const;

export const queries = {
  'task.get': getTask,
  'task.children': listChildren,
  'task.show': showTask,
  'task.search': searchTasks,
  'task.count': countTasksQuery,
  'task.next': nextTasks,
  'task.explain': explainTask,
  'task.outline': outlineTree,
  'task.waves': treeWaves,
  'task.graph': taskGraph,
  'task.asPlan': treeAsPlan,
  'task.attention': attention,
  'task.deleted': listDeleted,
  'task.events': taskEvents,
  'task.plans': taskPlans,
  'task.results': taskResults,
  'task.files': taskFiles,
  'task.evidence': taskEvidence,
  'evidence.check': checkEvidence,
  'evidence.problems': evidenceProblems,
  'evidence.at': evidenceAtPaths,
  'verification.list': listVerifications,
  'files.unattributed': unattributedFiles,
  'content.text': contentText,
  'restore.preview': previewRestore,
  'policy.get': getPolicy,
  'checkpoint.list': listCheckpoints,
  'checkpoint.compare': compareCheckpoints,
  'checkpoint.canRestore': canRestore,
  'tree.siblings': listSiblings,
  'tree.steps': listSteps,
  'tree.counts': countStepsQuery,
  'tree.place': placeOfTask,
  'tree.facets': taskFacets,
  'task.rows': taskRows,
  'task.below': countBelow,
  'task.working': workingTasks,
  changes: changesSince,
  'stream.list': streamList,
  'role.list': roleList,
  'brief.claim': briefForClaim,
  'brief.resume': briefForResume,
  'brief.synthesis': briefOfSynthesis,
  'brief.status': briefOfStatus,
  'brief.handover': briefForHandover,
} as const;

/** What is done with roles and templates on disk; each process does it itself. */
export const fileOperations = {
  'roles.list': listRoleFiles,
  'roles.begin': beginCustomRoles,
  'templates.list': listTemplates,
  'templates.check': checkTemplateValue,
  'templates.fill': fillInTemplate,
  'templates.save': saveTemplate,
  'templates.begin': beginTemplate,
} as const;

export type CommandName = keyof typeof commands;
export type QueryName = keyof typeof queries;

export type FileOperationName = keyof typeof fileOperations;

export type CommandInput<N extends CommandName> = z.input<(typeof commands)[N]['input']>;
export type CommandOutput<N extends CommandName> = z.output<(typeof commands)[N]['output']>;
export type QueryInput<N extends QueryName> = z.input<(typeof queries)[N]['input']>;
export type QueryOutput<N extends QueryName> = z.output<(typeof queries)[N]['output']>;

export type FilesInput<N extends FileOperationName> = z.input<(typeof fileOperations)[N]['input']>;
export type FilesOutput<N extends FileOperationName> = z.output<(typeof fileOperations)[N]['output']>;

export function findCommandNamed(name: string): Command | undefined {
  return Object.hasOwn(commands, name) ? commands[name as CommandName] : undefined;
}

export function findQueryNamed(name: string): ReadQuery | undefined {
  return Object.hasOwn(queries, name) ? queries[name as QueryName] : undefined;
}

export function findFileOperationNamed(name: string): FileOperation | undefined {
  return Object.hasOwn(fileOperations, name) ? fileOperations[name as FileOperationName] : undefined;
}

/** A task as questions answer it. */
export type TaskRow = QueryOutput<'task.children'>['rows'][number];

/** What a task waits for, in the answers that say it. */
export type { WaitedFor } from './queries/treeLists';
