import { strict as assert } from 'node:assert';
import { actorName } from '../../src/vscode/words/actors';
import { checkpointsOf } from '../../src/domain/workflow/checkpoints';
import type { TaskRow, WaitedFor } from '../../src/orchestrator/registry';
import { STATES } from '../../src/domain/workflow/states';
import { TRANSITIONS, type Action } from '../../src/domain/workflow/transitions';
import { checkpointTitle, checkpointWords } from '../../src/vscode/words/checkpoints';
import { stateWords } from '../../src/vscode/words/states';
import { eventDetails, eventWords, type TaskEvent } from '../../src/vscode/words/events';
import { eventPage } from '../../src/vscode/panels/view/rows';
import { rowDescription, spoken } from '../../src/vscode/words/task';
import { ago } from '../../src/vscode/words/times';
import { doubtWords } from '../../src/vscode/words/doubt';
import { tooltipText } from '../../src/vscode/views/taskTooltip';
import { row } from '../unit/vscode/rows';

const MINUTE_MS = 60_000;

const draft = (ended: WaitedFor['ended'] = null): WaitedFor => ({ title: 'Draft', ended });

describe('V3 where a task stands, in words', () => {
  const said: readonly [string, Parameters<typeof row>[0], WaitedFor?][] = [
    ['Ready', {}],
    ['Waits for another task', { unmet: 1, offer: null }],
    ['Waits for “Draft”', { unmet: 1, offer: null }, draft()],
    ['Waits for “Draft” and 2 more', { unmet: 3, offer: null }, draft()],
    ['Waits for “Draft”, which has failed', { unmet: 3, offer: null }, draft('failed')],
    ['Waits for “Draft”, which was cancelled', { unmet: 1, offer: null }, draft('cancelled')],
    ['Waits for “Draft”, which was deleted', { unmet: 1, offer: null }, draft('deleted')],
    ['Waits for the task above', { held: 1, offer: null }],
    ['Implementing…', { state: 'implementing', claimed: true, offer: null }],
    ['Files or checks fail · Implementing…', { state: 'implementing', claimed: true, offer: null, evidence: 'failed' }],
    ['Implementing, nobody on it', { state: 'implementing' }],
    ['In progress', { state: 'implementing', children: 2, offer: null }],
    ['Plan needs you', { state: 'plan_awaiting_approval', offer: null }],
    ['Result needs you', { state: 'implementation_awaiting_approval', offer: null }],
    [
      'Files or checks fail · Result needs you',
      { state: 'implementation_awaiting_approval', offer: null, evidence: 'failed' },
    ],
    ['Blocked: No access to the server', { state: 'blocked', stateReason: 'No access\nto the server', offer: null }],
    ['Failed', { state: 'failed', offer: null }],
    ['Done', { state: 'completed', offer: null }],
    ['Done, verified', { state: 'completed', evidence: 'verified', offer: null }],
    ['Done, 1 step changed since', { state: 'completed', evidence: 'verified', children: 2, unsound: 1, offer: null }],
    ['Done, 3 steps changed since', { state: 'completed', children: 9, unsound: 3, offer: null }],
    ['Done, changed since', { state: 'completed', evidence: 'changed', unsound: 2, offer: null }],
    ['Archived', { state: 'completed', archivedAt: 1, offer: null }],
  ];
  for (const [words, differences, waitsFor] of said) {
    it(words, () => assert.equal(stateWords(row(differences), waitsFor), words));
  }

  it('says how long ago work was interrupted', () => {
    const updatedAt = Date.now() - 120 * MINUTE_MS - 1_000;
    assert.equal(stateWords(row({ state: 'implementing', offer: 'interrupted', updatedAt })), 'Interrupted 2 hr. ago');
    const stopped = row({ state: 'implementing', offer: 'interrupted', updatedAt, stoppedAt: 'after_planning' });
    assert.equal(stateWords(stopped), 'Interrupted 2 hr. ago at “Plan ready”');
    // What a person does to it later does not make it stop later.
    const interruptedAt = updatedAt - 60 * MINUTE_MS;
    assert.equal(stateWords({ ...stopped, interruptedAt }), 'Interrupted 3 hr. ago at “Plan ready”');
    assert.equal(ago(Date.now()), 'just now');
  });

  it('V16 puts into a row what the icon does not say, what matters now first', () => {
    assert.equal(rowDescription(row()), '');
    assert.equal(rowDescription(row({ role: 'tester', unmet: 1, offer: null }), draft()), 'Waits for “Draft” · tester');
    const done = row({ state: 'completed', offer: null, evidence: 'verified' });
    assert.deepEqual([rowDescription(done), rowDescription({ ...done, evidence: 'none' })], ['Done, verified', '']);
    const atWork = row({ state: 'planning', claimed: true, actor: 'agent:claude/7', offer: null });
    assert.equal(rowDescription(atWork), 'Planning… · agent claude');
    const parent = row({ state: 'implementing', children: 2, leaves: 5, leavesDone: 3, offer: null });
    assert.equal(rowDescription(parent), '3/5');
  });

  it('says the whole row to those who hear it', () => {
    const parent = row({
      state: 'implementing',
      role: 'architect',
      children: 2,
      leaves: 5,
      leavesDone: 3,
      offer: null,
    });
    assert.equal(spoken(parent), 'Write the parser, architect, In progress, 3 of 5 steps done');
  });

  it('V17 calls every checkpoint by what was reached, and one that somebody named by its name', () => {
    const names = (Object.keys(TRANSITIONS) as Action[]).flatMap((action) =>
      STATES.flatMap((from) => STATES.flatMap((to) => checkpointsOf(action, from, to))),
    );
    for (const name of names) assert.match(checkpointWords(name), /^[A-Z][a-z ]+$/, name);
    assert.equal(checkpointWords('after_planning'), 'Plan ready');
    const title = (name: string, data: unknown) => checkpointTitle({ name, data });
    assert.equal(title('after_planning', { plan: 2, result: 1 }), 'Plan ready (version 2)');
    assert.equal(title('after_implementation', { plan: 2, result: 1 }), 'Work done (version 1)');
    // Steps below have done it.
    assert.equal(title('after_implementation', { plan: 0, result: 0 }), 'Work done');
    assert.equal(title('Half', { plan: 2 }), 'Half');
    assert.equal(checkpointWords('lexer_done, by Ada'), 'lexer_done, by Ada');
  });

  it('names people by their names and agents as agents', () => {
    assert.deepEqual(['human:ada', 'agent:claude/7', 'system'].map(actorName), ['ada', 'agent claude', 'system']);
  });

  it('escapes what a title says in a tooltip', () => {
    const { value } = tooltipText(row({ title: '[x](command:evil)' }));
    assert.ok(!value.includes('[x](command:evil)'), value);
  });

  it('says why a task that is done is not verified, and what to do about it', () => {
    const done = (differences: Partial<TaskRow>) => row({ state: 'completed', status: 'completed', ...differences });
    const saidOf = (task: TaskRow, summary?: string) =>
      doubtWords(task, summary === undefined ? undefined : { summary });
    assert.match(saidOf(done({ evidence: 'unverifiable' })).why, /^It names no files and has no checks/);
    const open = saidOf(done({ evidence: 'unverifiable', hasChecks: true, openChecks: 1 }), 'npm test: not approved');
    assert.deepEqual(open, { why: 'npm test: not approved.', next: 'Approve its checks, which runs them.' });
    assert.match(saidOf(done({ evidence: 'overridden' })).next, /^Reopen it/);
    assert.equal(saidOf(done({ evidence: 'changed' }), 'a.ts: it is missing').why, 'a.ts: it is missing.');
  });
});

describe('Y10 what happened to the files of a task, in words', () => {
  const event = (differences: Partial<TaskEvent>): TaskEvent => ({
    seq: 1,
    at: 0,
    actor: 'system',
    task: 'task_1',
    kind: 'evidence.changed',
    subject: null,
    subjectTitle: null,
    before: { evidence: 'verified' },
    after: { evidence: 'changed' },
    reason: 'a.ts: it is empty; it was last written at 2026-11-27T03:42:59.205Z',
    ...differences,
  });
  const looked = event({ kind: 'evidence.checked', after: { evidence: 'verified' }, reason: null });

  it('names no event of ours and no time of a program', () => {
    assert.equal(eventWords(event({})).what, 'Changed since it was done');
    assert.match(eventDetails(event({})), /^a\.ts: it is empty; it was last written at Nov 27, 2026, /);
    assert.deepEqual([eventWords(looked).what, eventDetails(looked)], ['Looked at again', 'Verified']);
    const detached = event({ kind: 'files.detached', subject: 'a.ts', before: null, after: null, reason: 'Not mine.' });
    assert.deepEqual([eventWords(detached).what, eventDetails(detached)], ['File detached', 'a.ts · Not mine.']);
    const accepted = event({ kind: 'files.accepted', after: { paths: ['a.ts', 'b.ts'] }, reason: 'Better.' });
    assert.deepEqual(
      [eventWords(accepted).what, eventDetails(accepted)],
      ['Current content accepted', 'a.ts, b.ts · Better.'],
    );
    const after = { files: [{ path: 'a.ts', status: 'missing' }], checks: [{ command: 'npm test', status: 'failed' }] };
    const refused = event({
      kind: 'task.not_done',
      before: null,
      after,
      reason: '"npm test": it ended with exit code 1',
    });
    assert.deepEqual(
      [eventWords(refused).what, eventDetails(refused)],
      ['Not done', '"npm test": it ended with exit code 1'],
    );
  });

  it('has the same thing found several times in one line, and nothing else in it', () => {
    const rows = [
      looked,
      looked,
      event({}),
      looked,
      event({ kind: 'task.note', after: { text: 'Hi' }, reason: null }),
      looked,
      event({ kind: 'evidence.checked', after: { evidence: 'unverifiable' }, reason: null }),
    ];
    const shown = eventPage({ rows, next: null }).rows.map(({ what }) => what);
    assert.deepEqual(shown, [
      'Looked at again ×2',
      'Changed since it was done',
      'Looked at again',
      'Note',
      'Looked at again',
      'Looked at again',
    ]);
  });

  it('names what was edited as the form in which it is edited does', () => {
    const before = { expectedFiles: [], dueAt: null, checks: [] };
    const edited = event({ kind: 'task.edited', before, after: { ...before, checks: ['npm test'] }, reason: null });
    assert.match(eventDetails(edited), /^Expected files, Due date, Checks/);
  });
});
