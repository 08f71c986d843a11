import assert from 'node:assert/strict';
import type { EventLine } from '../../../src/shared/taskPanel/view';
import { chapters } from '../../../webview-ui/task/logBook';

const line = (seq: number, day: number, differences: Partial<EventLine> = {}): EventLine => ({
  seq,
  at: day,
  by: 'ada',
  icon: 'edit',
  kind: 'work',
  what: '',
  parts: [],
  attempt: null,
  ...differences,
});

const events = [
  line(6, 2),
  line(5, 2, { attempt: 2 }),
  line(4, 1, { kind: 'note' }),
  line(3, 1),
  line(2, 1, { attempt: 1 }),
  line(1, 1),
];

const told = (isWhole: boolean, kind: Parameters<typeof chapters>[3] = 'all'): string[] =>
  chapters(events, isWhole, (at) => `day ${at}`, kind).map(
    ({ day, attempt, lines }) => `${day}, ${String(attempt)}: ${lines.map(({ seq }) => seq).join(' ')}`,
  );

describe('Y10 the log book of a task', () => {
  it('is told by day and attempt', () => {
    assert.deepEqual(told(true), ['day 2, 2: 6 5', 'day 1, 1: 4 3 2', 'day 1, null: 1']);
  });

  it('does not guess an attempt that began before what was read', () => {
    assert.deepEqual(told(false).at(-1), 'day 1, undefined: 1');
  });

  it('keeps attempts where lines are filtered', () => {
    assert.deepEqual(told(true, 'note'), ['day 1, 1: 4']);
  });
});
