import { spawnSync } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { atMost, median } from '../figure';
import { takeSample, type Sample } from '../samples';
import type { Benchmark } from '../setting';
import { taskId } from '../stores/names';
import { ACTOR, startEngine, workspaceWith } from '../stores/ours';
import { openRival, rivalCopyOf } from '../stores/rival';
import { shapeOfSize } from '../stores/shape';
import { INSERT_RUN, UPDATE_TASK, Work } from '../stores/work';

const READS = 10_000;
const WRITES = 1_000;
const MB = 1_000_000;

/** Resident memory of a process that does nothing but keep a store open, over that of a Node that does nothing at all. */
export const memory: Benchmark = async (setting, report) => {
  const paths = { ours: workspaceWith(setting, setting.big), rival: rivalCopyOf(setting, setting.big) };
  const bare: number[] = [];
  const ours: Record<string, number>[] = [];
  const theirs: Record<string, number>[] = [];
  for (let n = 0; n < (setting.quick ? 1 : 5); n++) {
    bare.push(bareNode());
    ours.push(await takeSample('memory', { side: 'ours', setting, path: paths.ours }));
    if (setting.rivalHome !== undefined) {
      theirs.push(await takeSample('memory', { side: 'rival', setting, path: paths.rival }));
    }
  }
  const base = median(bare);
  const over = (rows: Record<string, number>[], key: string): number | undefined =>
    rows.length === 0 ? undefined : (median(rows.map((row) => row[key]!)) - base) / MB;
  report({ what: 'a bare Node process', unit: 'MB', ours: base / MB });
  for (const [key, moment] of [
    ['ready', 'once ready'],
    ['steady', `after ${READS} reads and ${WRITES} writes`],
    ['published', 'after a publish (checkpoint)'],
  ] as const) {
    const own = over(ours, key) ?? Number.NaN;
    const what = `memory over bare Node, ${setting.bigMb} MB, ${moment}`;
    report({ what, unit: 'MB', ours: own, rival: over(theirs, key), ...atMost(120, 'MB', own) });
  }
};

function bareNode(): number {
  const program = 'setTimeout(() => console.log(process.memoryUsage().rss), 200)';
  return Number(spawnSync(process.execPath, ['-e', program], { encoding: 'utf8' }).stdout);
}

export const memorySample: Sample = async ({ side, setting, path }) => {
  const work = new Work(23, shapeOfSize(setting.bigMb).tasks);
  const measured: Record<string, number> = {};
  const note = async (moment: string): Promise<void> => {
    globalThis.gc?.();
    await wait(200);
    measured[moment] = process.memoryUsage().rss;
  };
  if (side === 'ours') {
    const engine = startEngine(setting, path);
    await engine.read('task.get', { id: taskId(0) });
    await note('ready');
    for (let n = 0; n < READS; n++) await engine.read('task.get', { id: work.someTask() });
    for (let n = 0; n < WRITES; n++) {
      await engine.execute('task.create', { title: 'bench', parent: work.someTask() }, { actor: ACTOR });
    }
    await note('steady');
    await engine.publish();
    await note('published');
  } else {
    const rival = openRival(setting, path)!;
    rival.rows('select * from tasks where id = ?', [taskId(0)]);
    await note('ready');
    for (let n = 0; n < READS; n++) rival.rows('select * from tasks where id = ?', [work.someTask()]);
    for (let n = 0; n < WRITES; n++) {
      const [insert, update] = work.insertAndUpdate();
      rival.run('begin immediate');
      // Another run of this sample has left its rows here.
      rival.run(INSERT_RUN.replace('insert', 'insert or replace'), insert);
      rival.run(UPDATE_TASK, update);
      rival.run('commit');
    }
    await note('steady');
    rival.database.pragma('wal_checkpoint(truncate)');
    await note('published');
  }
  return measured;
};
