import assert from 'node:assert/strict';
import { Turns } from '../../../src/vscode/views/turns';

const ROWS = 60;

/** A row that takes a millisecond to make. */
function row(n: number): number {
  const end = performance.now() + 1;
  while (performance.now() < end);
  return n;
}

describe('V8 a long list does not hold others up', () => {
  it('makes rows in turns, in order', async () => {
    const turns = new Turns();
    const made: number[] = [];
    let others = 0;
    const other = setInterval(() => others++, 1);
    const rows = Array.from({ length: ROWS }, async (_, n) =>
      turns.take(() => {
        made.push(row(n));
        return n;
      }),
    );
    const atOnce = made.length;
    const all = await Promise.all(rows);
    clearInterval(other);
    assert.deepEqual([all, made], [[...Array(ROWS).keys()], [...Array(ROWS).keys()]]);
    assert.ok(atOnce < ROWS / 2, `${atOnce} of them at one go`);
    assert.ok(others > 1, 'nobody else had a turn');
  });

  it('makes the rows of a short list at once', () => {
    const turns = new Turns();
    assert.equal(
      turns.take(() => 'a row'),
      'a row',
    );
  });

  it('fails for the row that cannot be made, and no other', async () => {
    const turns = new Turns();
    const rows = Array.from({ length: ROWS }, async (_, n) =>
      turns.take(() => {
        if (row(n) === ROWS - 2) throw new Error('no row');
        return n;
      }),
    );
    const results = await Promise.allSettled(rows);
    assert.deepEqual(
      results.flatMap(({ status }, n) => (status === 'rejected' ? [n] : [])),
      [ROWS - 2],
    );
  });
});
