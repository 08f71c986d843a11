import * as vscode from 'vscode';
import type { QueryOutput } from '../../orchestrator/registry';
import type { EventPart } from '../../shared/taskPanel/view';
import { EVIDENCE_STATES, type EvidenceState } from '../../domain/evidence/results';
import { checkpointWords } from './checkpoints';
import { evidenceWords, reasonWords } from './evidence';
import { operationWords } from './operations';
import { isState, plainState } from './plainState';
import { editedWords } from './taskFields';
import { isolated } from './titles';

export type TaskEvent = QueryOutput<'task.events'>['rows'][number];

/** What an event is about: somebody decided, worked, said something, or changed what is to be done. */
export type EventKind = 'decision' | 'work' | 'note' | 'change';

interface Words {
  readonly icon: string;
  readonly kind: EventKind;
  readonly what: string;
}

const words = (kind: EventKind, icon: string, what: string): Words => ({ kind, icon, what });

/** What happened, in a word or two; histories and the log book of a task say the same. */
export function eventWords({ kind }: Pick<TaskEvent, 'kind'>): Words {
  return table()[kind] ?? words('change', 'circle-small-filled', spelledOut(kind));
}

const table = (): Readonly<Record<string, Words>> => ({
  'task.created': words('change', 'add', vscode.l10n.t('Created')),
  'task.edited': words('change', 'edit', vscode.l10n.t('Edited')),
  'task.moved': words('change', 'move', vscode.l10n.t('Moved')),
  'task.deleted': words('change', 'trash', vscode.l10n.t('Deleted')),
  'task.undeleted': words('change', 'history', vscode.l10n.t('Brought back')),
  'task.archived': words('change', 'archive', vscode.l10n.t('Archived')),
  'task.unarchived': words('change', 'archive', vscode.l10n.t('Taken out of the archive')),
  'dependency.added': words('change', 'link', vscode.l10n.t('Waits for another task')),
  'dependency.removed': words('change', 'link', vscode.l10n.t('No longer waits')),
  'dependency.waived': words('decision', 'pass', vscode.l10n.t('Waived what it waited for')),
  'task.note': words('note', 'comment', vscode.l10n.t('Note')),
  'task.claimed': words('work', 'person', vscode.l10n.t('Claimed')),
  'task.released': words('work', 'person', vscode.l10n.t('Claim released')),
  'task.interrupted': words('work', 'debug-pause', vscode.l10n.t('Interrupted')),
  'task.claim_expired': words('work', 'watch', vscode.l10n.t('Claim ran out')),
  'task.start': words('work', 'play', vscode.l10n.t('Began')),
  'task.goOn': words('work', 'play', vscode.l10n.t('Went on with the approved plan')),
  'task.submitPlan': words('work', 'checklist', vscode.l10n.t('Plan submitted')),
  'task.amendPlan': words('work', 'checklist', vscode.l10n.t('Approved plan changed')),
  'task.finish': words('work', 'check', vscode.l10n.t('Finished')),
  'task.fail': words('work', 'error', vscode.l10n.t('Failed')),
  'task.sendBack': words('work', 'discard', vscode.l10n.t('Sent back')),
  'task.needs_revision': words('work', 'discard', vscode.l10n.t('Needs revision')),
  'task.childrenBegan': words('work', 'play', vscode.l10n.t('Steps began')),
  'task.childrenDone': words('work', 'check-all', vscode.l10n.t('All steps done')),
  'task.childrenFailed': words('work', 'error', vscode.l10n.t('A step failed')),
  'task.childrenCancelled': words('work', 'stop-circle', vscode.l10n.t('All steps cancelled')),
  'task.childrenOpenAgain': words('work', 'debug-restart', vscode.l10n.t('A step is open again')),
  'task.approvePlan': words('decision', 'pass', vscode.l10n.t('Plan approved')),
  'task.rejectPlan': words('decision', 'close', vscode.l10n.t('Plan rejected')),
  'task.approveResult': words('decision', 'pass', vscode.l10n.t('Result approved')),
  'task.rejectResult': words('decision', 'close', vscode.l10n.t('Result rejected')),
  'task.block': words('work', 'circle-slash', vscode.l10n.t('Blocked')),
  'task.unblock': words('decision', 'debug-continue', vscode.l10n.t('Unblocked')),
  'task.cancel': words('decision', 'stop-circle', vscode.l10n.t('Cancelled')),
  'task.skip': words('work', 'circle-slash', vscode.l10n.t('Left out')),
  'task.retry': words('decision', 'debug-restart', vscode.l10n.t('Tried again')),
  'task.reopen': words('decision', 'debug-restart', vscode.l10n.t('Reopened')),
  'task.override': words('decision', 'unverified', vscode.l10n.t('Completed anyway')),
  'task.restore': words('decision', 'history', vscode.l10n.t('Checkpoint restored')),
  'checkpoint.saved': words('note', 'bookmark', vscode.l10n.t('Checkpoint')),
  'checkpoint.pruned': words('change', 'trash', vscode.l10n.t('Checkpoints removed')),
  'task.not_done': words('work', 'error', vscode.l10n.t('Not done')),
  'evidence.failed': words('work', 'warning', vscode.l10n.t('Done although files or checks fail')),
  'evidence.changed': words('change', 'warning', vscode.l10n.t('Changed since it was done')),
  'evidence.checked': words('change', 'eye', vscode.l10n.t('Looked at again')),
  'checks.approved': words('decision', 'pass', vscode.l10n.t('Checks approved')),
  'checks.withdrawn': words('decision', 'circle-slash', vscode.l10n.t('Approval of checks withdrawn')),
  'files.accepted': words('decision', 'pass', vscode.l10n.t('Current content accepted')),
  'files.detached': words('decision', 'circle-slash', vscode.l10n.t('File detached')),
  'files.assigned': words('decision', 'file-add', vscode.l10n.t('Changes assigned')),
  refused: words('decision', 'error', vscode.l10n.t('Refused to a program')),
});

/** An event that has no words here yet says its name. */
const spelledOut = (kind: string): string =>
  kind
    .replace(/^task\./, '')
    .replace(/[._]/g, ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();

/** What else there is to say about an event: its subject, where it led, what was written, why. */
export function eventParts({ kind, subject, subjectTitle, before, after, reason }: TaskEvent): EventPart[] {
  const ours = (text: string | null) => ({ text: text ?? '', written: false });
  return [
    ours(subjectWords(kind, subject, subjectTitle)),
    ours(kind === 'task.edited' ? changedFields(before) : stateChange(before, after)),
    ours(kind === 'evidence.checked' ? evidenceFound(after) : null),
    { text: writtenIn(after) ?? '', written: kind === 'task.note' || kind === 'task.finish' },
    { text: reason === null ? '' : reasonWords(reason), written: !isFoundByUs(kind) },
    ours(errorReported(after)),
  ].filter(({ text }) => text !== '');
}

/** The same in one line, as it was written. */
export const eventDetails = (event: TaskEvent): string =>
  eventParts(event)
    .map(({ text }) => text)
    .join(' · ');

/** Why files and checks do not hold is said in paths and commands, whose signs are no Markdown. */
const isFoundByUs = (kind: string): boolean => kind.startsWith('evidence.') || kind === 'task.not_done';

function subjectWords(kind: string, subject: string | null, title: string | null): string | null {
  if (title !== null) return isolated(title);
  return subject !== null && kind === 'refused' ? operationWords(subject) : subject;
}

const fieldOf = (data: unknown, name: string): unknown =>
  typeof data === 'object' && data !== null ? (data as Record<string, unknown>)[name] : undefined;

function stateChange(before: unknown, after: unknown): string | null {
  const [from, to] = [fieldOf(before, 'state'), fieldOf(after, 'state')];
  return typeof from !== 'string' || typeof to !== 'string' ? null : `${stateName(from)} → ${stateName(to)}`;
}

const stateName = (state: string): string => (isState(state) ? plainState(state) : state);

const changedFields = (before: unknown): string | null =>
  typeof before === 'object' && before !== null ? editedWords(Object.keys(before)) : null;

function evidenceFound(after: unknown): string | null {
  const found = fieldOf(after, 'evidence');
  return isEvidenceState(found) ? (evidenceWords(found)?.words ?? null) : null;
}

const isEvidenceState = (value: unknown): value is EvidenceState => EVIDENCE_STATES.some((state) => state === value);

/** What whoever gave the work up reports as the error, as it was printed to them; where it came from is for programs. */
export function errorReported(after: unknown): string | null {
  const error = fieldOf(after, 'error');
  const [type, message] = [fieldOf(error, 'type'), fieldOf(error, 'message')];
  const parts = [type, message].filter((part) => typeof part === 'string' && part.trim() !== '');
  return parts.length === 0 ? null : parts.join(': ');
}

/** Whether an event has led to a state. */
export const leadsTo = ({ after }: Pick<TaskEvent, 'after'>, state: string): boolean =>
  fieldOf(after, 'state') === state;

function writtenIn(after: unknown): string | null {
  const name = fieldOf(after, 'name');
  if (typeof name === 'string') return checkpointWords(name);
  const named = fieldOf(after, 'paths') ?? fieldOf(after, 'checks');
  // What did not hold is in the reason, in words.
  const names = Array.isArray(named) ? named.filter((each) => typeof each === 'string') : [];
  if (names.length > 0) return names.join(', ');
  const text = fieldOf(after, 'text') ?? fieldOf(after, 'summary');
  return typeof text === 'string' ? text : null;
}

/** The number of the attempt that an event begins. */
export function attemptBegun({ kind, after }: TaskEvent): number | null {
  const attempt = kind === 'task.claimed' ? fieldOf(after, 'attempt') : undefined;
  return typeof attempt === 'number' ? attempt : null;
}
