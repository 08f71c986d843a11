// The small form of zod: this is parsed in the extension host, whose bundle is read at every start.
import * as z from 'zod/mini';
import type { CheckpointRow, EventLine, FileRow, Graph, Page, TaskLink, TaskView, VersionText } from './view';
import type { Texts } from './texts';

/** What can be done about one file that a task answers for. */
export const FILE_ACTS = ['compareFiles', 'putBack', 'acceptFiles', 'dropFile'] as const;
export type FileAct = (typeof FILE_ACTS)[number];

/**
 * What a page may ask to be done: a closed list of names, which the host maps on its own handlers and refuses when they are
 * not offered for the task at that moment. The page names neither commands nor the task that it is about.
 */
export const ACTS = [
  'resume',
  'handToAgent',
  'claim',
  'unblock',
  'retry',
  'reopen',
  'progress',
  'plan',
  'finish',
  'release',
  'override',
  'verify',
  'doubt',
  'allowChecks',
  'allowOpenChecks',
  'describe',
  'expectFiles',
  'expectChecks',
  ...FILE_ACTS,
  'addStep',
  'edit',
  'move',
  'linkTo',
  'unlink',
  'waive',
  'explain',
  'brief',
  'briefToClipboard',
  'history',
  'openAsText',
  'waves',
  'block',
  'cancel',
  'archive',
  'unarchive',
  'delete',
] as const;
export type Act = (typeof ACTS)[number];

const version = z.int().check(z.minimum(0));
const seq = z.int().check(z.minimum(1));
const before = z.int().check(z.minimum(1));
const text = (most: number) => z.string().check(z.maxLength(most));

/** Everything that a page can ask of the host. */
const request = z.discriminatedUnion('ask', [
  z.strictObject({ ask: z.literal('plan'), version }),
  z.strictObject({ ask: z.literal('result'), version }),
  z.strictObject({ ask: z.literal('events'), before }),
  z.strictObject({ ask: z.literal('checkpoints'), before }),
  z.strictObject({ ask: z.literal('files'), before }),
  z.strictObject({ ask: z.literal('children'), after: z.strictObject({ position: z.number(), n: z.number() }) }),
  z.strictObject({ ask: z.literal('graph') }),
  z.strictObject({ ask: z.literal('act'), act: z.enum(ACTS) }),
  z.strictObject({ ask: z.literal('file'), act: z.enum(FILE_ACTS), path: text(1_024) }),
  z.strictObject({ ask: z.literal('approve'), version }),
  z.strictObject({ ask: z.literal('reject'), version, reason: text(2_000) }),
  z.strictObject({ ask: z.literal('note'), text: text(10_000) }),
  z.strictObject({ ask: z.literal('saveCheckpoint'), name: text(100) }),
  z.strictObject({ ask: z.literal('restoreCheckpoint'), seq }),
  z.strictObject({ ask: z.literal('compareCheckpoints'), from: seq, to: z.optional(seq) }),
  z.strictObject({ ask: z.literal('comparePlans'), from: version, to: version }),
  z.strictObject({ ask: z.literal('openTask'), task: text(100) }),
  z.strictObject({ ask: z.literal('openFile'), path: text(1_024), line: z.optional(seq) }),
  z.strictObject({ ask: z.literal('copyId') }),
  /** Where a person says whether the folder is trusted. */
  z.strictObject({ ask: z.literal('manageTrust') }),
  /** Of a task that was deleted. */
  z.strictObject({ ask: z.literal('undelete') }),
  z.strictObject({ ask: z.literal('close') }),
  /** Somebody has begun to write: the panel is not for the next task that is looked at. */
  z.strictObject({ ask: z.literal('keep') }),
  /** Whether anybody is there to answer. */
  z.strictObject({ ask: z.literal('presence') }),
]);
export type Request = z.output<typeof request>;

/** What a page sends. It is parsed in the host: what is shown in a page was written by agents. */
export const fromPage = z.discriminatedUnion('type', [
  /** The page listens from now on. */
  z.strictObject({ type: z.literal('ready') }),
  /** `about` is the number that came with the view which the page shows; 0 before there is any. */
  z.strictObject({ type: z.literal('request'), id: seq, about: z.int().check(z.minimum(0)), request }),
]);

/** What a page keeps for when it is shown again: after it was hidden, after a reload and after a restart. */
export const kept = z.object({ folder: z.string(), task: z.string() });

export interface Failure {
  readonly message: string;
  readonly remedy: string;
}

export type ToPage =
  | { readonly type: 'start'; readonly texts: Texts; readonly language: string }
  /** The whole of what there is to see, each time: a page that missed one misses nothing. */
  | { readonly type: 'view'; readonly view: TaskView; readonly about: number }
  /** There is nothing to show, and why. `canUndelete`: the task was deleted, and can be brought back from here. */
  | {
      readonly type: 'nothing';
      readonly failure: Failure;
      readonly canUndelete: boolean;
      readonly about: number;
    }
  | { readonly type: 'reply'; readonly id: number; readonly value: unknown }
  | { readonly type: 'reply'; readonly id: number; readonly failure: Failure };

/** What comes back for a request that asks for something; the others are answered when they are done. */
export interface Answers {
  readonly plan: VersionText;
  readonly result: VersionText;
  readonly events: Page<EventLine, number>;
  readonly checkpoints: Page<CheckpointRow, number>;
  readonly files: Page<FileRow, number>;
  readonly children: Page<TaskLink, { position: number; n: number }>;
  readonly graph: Graph;
}

export type Answer<Asked extends Request['ask']> = Asked extends keyof Answers ? Answers[Asked] : null;
