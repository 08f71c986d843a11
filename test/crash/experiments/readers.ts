import { audit } from '../lib/audit';
import { sqliteProgram } from '../lib/cli';
import { isConsistent } from '../lib/consistency';
import { newWorkspace, removeWorkspace, storeOf } from '../lib/folders';
import { Random } from '../lib/random';
import type { Experiment } from '../lib/report';
import { allAcknowledged, Writer } from '../lib/writers';

const SHORT_MS = 2_000;

/** Other programs read `state.db` while it is written and published all the time: they always find it whole. */
export const readers: Experiment = {
  name: 'readers',
  about: 'the sqlite3 program reads state.db during writes and publishes',
  async run(report, settings) {
    if (!sqliteProgram) {
      report.skip('sqlite3 is not installed');
      return;
    }
    const random = Random.for(settings.seed, 'readers');
    const workspace = newWorkspace();
    const layout = storeOf(workspace);
    const writer = new Writer({
      workspace,
      door: 'host',
      name: 'w',
      seed: random.below(1e9),
      callers: 4,
      pauseMs: 4,
      publishEveryMs: 4,
    });
    await writer.until(() => writer.publishes > 0);
    const giveUpAt = Date.now() + (settings.long ? settings.minutes * 60_000 : SHORT_MS);
    const seen = new Set<unknown>();
    let reads = 0;
    while (Date.now() < giveUpAt) {
      const { row, error } = await sqliteProgram.ask(layout.database);
      report.expect(
        'every reader finds state.db whole and consistent',
        error === undefined && isConsistent(row),
        () => {
          return error ?? JSON.stringify(row);
        },
      );
      reads++;
      seen.add(row?.['tasks']);
    }
    report.figure('reads', `${reads}, of ${seen.size} different states`);
    report.figure('publishes meanwhile', writer.publishes);
    report.figure('acknowledged meanwhile', writer.acknowledged.length);
    report.expect('readers saw the store grow', seen.size > 3);
    report.expectEqual('no caller sees an error', writer.errors.slice(0, 3), []);
    await writer.kill();
    await audit(report, layout, allAcknowledged([writer]), 'after the readers');
    removeWorkspace(workspace);
  },
};
