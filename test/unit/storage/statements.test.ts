import assert from 'node:assert/strict';
import '../../../src/orchestrator/registry';
import '../../../src/storage/queries/commands';
import { registeredStatements } from '../../../src/storage/query';
import { Scratch } from '../../../src/storage/scratch';
import { sqlite } from './harness';

describe('S9 no statement scans a table', () => {
  it('every registered statement finds its rows by an index', async () => {
    const { connection } = new Scratch((await sqlite()).runtime);
    assert.ok(registeredStatements.size > 10);
    // The rows of a `with` or of a subquery are no table: what they are made of stands in lines of its own.
    const scans: string[] = [];
    for (const sql of registeredStatements) {
      const numbered = [...sql.matchAll(/\?(\d+)/g)].map(([, number]) => Number(number));
      const parameters = Math.max(sql.split('?').length - 1, ...numbered);
      const plan = connection
        .rows(`explain query plan ${sql}`, new Array<null>(parameters).fill(null))
        .map((row) => String(row['detail']));
      if (
        plan.some(
          (step) =>
            /^SCAN (?!\w+ VIRTUAL TABLE|CONSTANT ROW|up$|down$|\(subquery-\d+\)$)/.test(step) ||
            step.includes('TEMP B-TREE'),
        )
      ) {
        scans.push(`${sql.trim()}\n    ${plan.join('\n    ')}`);
      }
    }
    assert.deepEqual(scans, []);
  });
});
