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
    const scans: string[] = [];
    for (const sql of registeredStatements) {
      const parameters = sql.split('?').length - 1;
      const plan = connection
        .rows(`explain query plan ${sql}`, new Array<null>(parameters).fill(null))
        .map((row) => String(row['detail']));
      if (plan.some((step) => /^SCAN (?!\w+ VIRTUAL TABLE|CONSTANT ROW)/.test(step) || step.includes('TEMP B-TREE'))) {
        scans.push(`${sql.trim()}\n    ${plan.join('\n    ')}`);
      }
    }
    assert.deepEqual(scans, []);
  });
});
