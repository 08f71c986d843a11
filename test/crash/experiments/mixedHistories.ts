import { Store } from '../../../src/storage/store';
import { StoreLayout } from '../../../src/storage/layout';
import { faultIn, missingFrom } from '../lib/audit';
import type { Sqlite } from '../lib/product';
import { Random } from '../lib/random';
import type { Report } from '../lib/report';
import { SimulatedDisk } from '../lib/simulatedDisk';
import { addTask } from '../lib/workload';

const FOLDER = '/w/.task_orchestrator';

/**
 * Two histories grow from one backup, each published as often as the other, and somebody puts the database of the one
 * beside the log of the other. The log must not be replayed on pages that it does not belong to.
 */
export async function mixedHistories(report: Report, sqlite: Sqlite, seed: number): Promise<void> {
  const random = new Random(seed);
  const disk = new SimulatedDisk();
  disk.mkdirSync('/w');
  const { database } = new StoreLayout(FOLDER);
  const live = async (from: number, published: number, logged: number): Promise<Uint8Array> => {
    const store = Store.open({ folder: FOLDER, files: disk, ...sqlite });
    let number = from;
    const write = (count: number): void => {
      for (let done = 0; done < count; done++) store.commit([() => addTask(store.connection, ++number, random)]);
    };
    write(published);
    await store.publish();
    const base = disk.content(database);
    write(logged);
    store.abandon();
    return base;
  };
  const backup = await live(0, 20, 0);
  const first = await live(20, 10, 5);
  disk.put(database, backup);
  await live(100, 30, 5);
  disk.put(database, first);

  const store = Store.open({ folder: FOLDER, files: disk, ...sqlite });
  const wanted = new Map(Array.from({ length: 30 }, (_, index) => [`c${index + 1}`, `t${index + 1}`]));
  const fault = faultIn(store.connection) ?? missingFrom(store.connection, wanted)[0];
  const count = Number(store.connection.value('select count(*) from tasks'));
  store.abandon();
  report.expect('a log of another history is not replayed', fault === undefined && count === 30, () => {
    return `${count} tasks, ${fault}`;
  });
  const kept = disk.readdirSync(FOLDER).filter((name) => name.startsWith('orphan-'));
  report.expectEqual('logs of other histories are kept', kept.length, 2);
}
