import { Store } from '../../../src/storage/store';
import { StoreLayout } from '../../../src/storage/layout';
import { faultIn, faultInPublished, missingFrom } from '../lib/audit';
import { FaultyFiles } from '../lib/faultyFiles';
import type { Sqlite } from '../lib/product';
import type { Random } from '../lib/random';
import type { Report } from '../lib/report';
import { SimulatedDisk } from '../lib/simulatedDisk';
import { acknowledge, addTask } from '../lib/workload';

const FOLDER = '/w/.task_orchestrator';

/** Windows does not let a file be replaced that another program has open: publishing fails, and nothing else does. */
export async function refusedPublish(report: Report, random: Random, sqlite: Sqlite): Promise<void> {
  const disk = new SimulatedDisk();
  disk.mkdirSync('/w');
  disk.fsyncSync(disk.openSync('/', 'r'));
  const files = new FaultyFiles(disk, random);
  const store = Store.open({ folder: FOLDER, files, ...sqlite });
  const acknowledged = new Map<string, string>();
  let number = 0;
  const write = (count: number): void => {
    for (let done = 0; done < count; done++) {
      store.commit([() => addTask(store.connection, ++number, random)]);
      acknowledge(acknowledged, number);
    }
  };
  const check = (when: string, left: SimulatedDisk): void => {
    const published = faultInPublished(sqlite, left, new StoreLayout(FOLDER));
    const again = Store.open({ folder: FOLDER, files: left, ...sqlite });
    const fault = published ?? faultIn(again.connection) ?? missingFrom(again.connection, acknowledged)[0];
    again.abandon();
    report.expect('a refused publish loses nothing, also not with the next crash', fault === undefined, () => {
      return `${when}: ${fault}`;
    });
  };

  write(20);
  await store.publish();
  const { generation } = store;
  write(20);
  files.refuseReplacing = true;
  for (let attempt = 0; attempt < 3; attempt++) {
    const refused = await store.publish().then(
      () => false,
      () => true,
    );
    report.expect('a publish that is refused says so', refused);
    report.expect('the store stays open after a refused publish', !store.isClosed);
    if (store.isClosed) return;
    write(10);
    report.expectEqual('the published generation stays', store.generation, generation);
    check('after a kill', disk.afterKill());
    check('after a power loss', disk.afterPowerLoss(random, true));
  }
  const leftovers = disk.readdirSync(FOLDER).filter((name) => StoreLayout.isUnfinishedCopy(name));
  report.expectEqual('refused publishes leave no copies', leftovers, []);
  files.refuseReplacing = false;
  await store.publish();
  report.expect('a later publish succeeds', store.generation > generation && store.walBytes === 0);
  write(10);
  check('after the later publish', disk.afterPowerLoss(random, false));
  store.close({ publish: true });
  report.expectEqual('after a clean close there is only the file', disk.readdirSync(FOLDER).sort(), [
    '.gitignore',
    'state.db',
  ]);
}
