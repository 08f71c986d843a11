import type { Act, FileAct } from './messages';

/** One task as its panel shows it: plain data, in the words and icons that all views share. */
export interface TaskView {
  readonly folder: string;
  readonly id: string;
  readonly title: string;
  /** The folder by its name, where a workspace has several. */
  readonly folderName: string | null;
  /** From the root down to the parent. */
  readonly path: readonly { readonly id: string; readonly title: string }[];
  readonly standing: Standing;
  /** What else is said in the line below the title. */
  readonly facts: readonly string[];
  readonly progress: Progress | null;
  /** In Restricted Mode: nothing can be changed. */
  readonly readOnly: boolean;
  /** The most likely first. */
  readonly offers: readonly Offer[];
  /** The most urgent first. */
  readonly needs: readonly Needs[];
  readonly overview: Overview;
  /** Newest first. */
  readonly plans: readonly Version[];
  readonly results: readonly Version[];
  readonly checkpoints: Page<CheckpointRow, number>;
  readonly expected: Expected;
  readonly evidence: Evidence | null;
  readonly files: Page<FileRow, number>;
  readonly events: Page<EventLine, number>;
}

/** A part of a list, and where the next part begins; null at the end. */
export interface Page<Row, Cursor> {
  readonly rows: readonly Row[];
  readonly next: Cursor | null;
}

/** Where a task stands. `color` is the name of a theme color; without one it has that of the text. */
export interface Standing {
  readonly icon: string;
  readonly color: string | null;
  readonly words: string;
}

export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly words: string;
}

export interface Offer {
  readonly act: Act;
  readonly label: string;
  readonly icon: string;
  /** Offers of one group stand together in the menu; those of group 0 stand elsewhere. */
  readonly group: number;
  /** Shown as a button, not in the menu. */
  readonly first: boolean;
}

export interface TaskLink {
  readonly id: string;
  readonly title: string;
  readonly standing: Standing;
  /** What is to be said of it here: how far it is, that it is waived. */
  readonly note: string;
}

/** Something that a person is to do or to decide now. */
export type Needs = Approval | Stopped;

export interface Approval {
  readonly kind: 'approval';
  readonly subject: 'plan' | 'result';
  readonly version: number;
  /** What it can be compared with, the likeliest first: what somebody decided on last, and what was approved last. */
  readonly comparisons: readonly Comparison[];
  readonly heading: string;
  readonly by: string;
  readonly at: number;
  /** Why it came back the last time, if it did. */
  readonly lastRejection: { readonly by: string; readonly reason: string } | null;
  readonly details: readonly Detail[];
}

export interface Comparison {
  readonly version: number;
  /** What became of that version. */
  readonly words: string;
}

export interface Stopped {
  readonly kind: 'stopped';
  readonly icon: string;
  readonly color: string | null;
  readonly heading: string;
  /** What was written about it; a text of whoever stopped. */
  readonly text: string;
  readonly details: readonly Detail[];
  readonly next: string;
  readonly acts: readonly Act[];
}

/** A name with what there is to say about it, each in a line. */
export interface Detail {
  readonly name: string;
  readonly values: readonly string[];
  readonly kind: 'text' | 'code' | 'file' | 'date';
  /** That there are more values than are shown. */
  readonly more?: string;
}

export interface Overview {
  readonly description: string;
  readonly context: string;
  /** Why it came back, until it is done or waits for another verdict. */
  readonly rejection: Rejection | null;
  readonly result: ResultText | null;
  /** What whoever works on it said last. */
  readonly note: Note | null;
  readonly waitsFor: readonly TaskLink[];
  readonly waitedForBy: readonly TaskLink[];
  readonly children: Page<TaskLink, { position: number; n: number }>;
  readonly childCount: number;
  readonly details: readonly Detail[];
}

export interface Rejection {
  readonly heading: string;
  readonly reason: string;
  readonly at: number;
}

export interface Note {
  readonly text: string;
  readonly by: string;
  readonly at: number;
}

export interface ResultText {
  readonly version: number;
  readonly outcome: string;
  readonly summary: string;
  readonly detail: string;
  readonly by: string;
  readonly at: number;
}

export interface Version {
  readonly version: number;
  readonly by: string;
  readonly at: number;
  readonly verdict: { readonly approved: boolean; readonly words: string; readonly reason: string } | null;
}

/** What a version says. It never changes, so it is asked for once. */
export interface VersionText {
  readonly version: number;
  readonly body: string;
}

export interface CheckpointRow {
  readonly seq: number;
  readonly name: string;
  readonly state: string;
  readonly by: string;
  readonly at: number;
  /** What was written into it, and the files that it knows. */
  readonly holds: readonly Detail[];
}

/** What a task must leave behind to count as done, as somebody has said it. */
export interface Expected {
  readonly files: readonly ExpectedFile[];
  readonly checks: readonly CheckLine[];
  /** What there is to say where neither is named: what it is good for. */
  readonly empty: string;
  /** What stands in the place of each, where none are named. */
  readonly noFiles: string;
  readonly noChecks: string;
}

export interface ExpectedFile {
  /** A file or a pattern. */
  readonly path: string;
  /** What was last found of it; null where nobody has looked, and where what was found is listed by its files. */
  readonly standing: Standing | null;
  readonly reason: string;
  /** Nothing is there to be opened. */
  readonly gone: boolean;
}

/** What a task answers for on disk, and what was last found of it. */
export interface Evidence {
  /** Of the files below it; null where none are listed. */
  readonly standing: Standing | null;
  readonly summary: string;
  readonly by: string;
  readonly at: number | null;
  /** What does not hold first. */
  readonly files: readonly EvidenceFile[];
  /** How many more files there are than are shown. */
  readonly left: number;
  /** What somebody has come to look at: files are not, or no longer, as the task has left them. */
  readonly filesFail: boolean;
}

export interface EvidenceFile {
  readonly path: string;
  readonly standing: Standing;
  readonly reason: string;
  /** Nothing is there to be opened. */
  readonly gone: boolean;
  readonly checkedAt: number | null;
  /** What can be done about it, the likeliest first. */
  readonly tools: readonly FileTool[];
}

export interface FileTool {
  readonly act: FileAct;
  readonly icon: string;
  readonly label: string;
}

export interface CheckLine {
  /** As it would be run, with what does not show written out. */
  readonly command: string;
  /** Whether it may be run, who said so, and what that means. */
  readonly permission: Standing;
  /** What it said the last time; null as long as it may not be run. */
  readonly standing: Standing | null;
  readonly reason: string;
  readonly output: string;
}

export interface FileRow {
  readonly n: number;
  readonly op: string;
  readonly icon: string;
  readonly path: string;
  readonly from: string | null;
  /** Nothing is there to be opened. */
  readonly gone: boolean;
  readonly noticed: string;
  readonly by: string;
  readonly at: number;
}

/** Something that is said of an event. */
export interface EventPart {
  readonly text: string;
  /** Somebody has written it, rather than we: it may have words in bold. */
  readonly written: boolean;
}

export const EVENT_KINDS = ['decision', 'work', 'note', 'change'] as const;
/** What a line of the log book is about, for its filter. */
export type EventKind = (typeof EVENT_KINDS)[number];

export interface EventLine {
  readonly seq: number;
  readonly at: number;
  readonly by: string;
  readonly icon: string;
  readonly kind: EventKind;
  readonly what: string;
  readonly parts: readonly EventPart[];
  /** Set where an attempt begins. */
  readonly attempt: number | null;
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** There is more around than is shown. */
  readonly more: boolean;
  /** What somebody who looks at the task wants to see: where the work below it is, or the task itself. */
  readonly opensOn: string;
}

export interface GraphNode extends TaskLink {
  readonly parent: string | null;
  /** It only waits, and for nothing that is not shown: the edges say it. */
  readonly waits: boolean;
}

export interface GraphEdge {
  readonly task: string;
  readonly dependsOn: string;
  /** Nothing is waited for any more. */
  readonly met: boolean;
  readonly words: string;
}
