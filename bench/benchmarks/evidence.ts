import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { EngineClient } from '../../src/engine/client';
import { atMost, median } from '../figure';
import type { Benchmark, Report, Setting } from '../setting';
import { ACTOR as actor, startEngine } from '../stores/ours';

const FILES = 1_000;
const BYTES = 100_000_000;
const STORM = 10_000;
const BATCH = 1_000;
/** Until the times of new files say more than that they are new. */
const SETTLE_MS = 3_000;
const WINDOW = { actor: 'system' };
const ACTOR = { actor };

/** Files held against the disk, beside `sha256sum` over the same tree; and the events of a branch switch. */
export const evidence: Benchmark = async (setting, report) => {
  await verifying(setting, report);
  await storm(setting, report);
};

async function begin(engine: EngineClient, files: readonly string[] = []): Promise<{ task: string; claim: string }> {
  const { task } = await engine.execute('task.plan', { goal: 'Write', files: [...files] }, ACTOR);
  const taken = await engine.execute('task.claim', { task }, ACTOR);
  if (!('claim' in taken)) throw new Error('nothing to claim');
  return { task, claim: taken.claim };
}

function write(folder: string, count: number, bytes: number): string[] {
  const paths = Array.from({ length: count }, (_, n) => `src/${n % 50}/file-${n}.bin`);
  paths.forEach((path, n) => {
    const place = join(folder, path);
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, Buffer.alloc(bytes, `\0${n} `));
  });
  return paths;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

async function verifying(setting: Setting, report: Report): Promise<void> {
  const folder = mkdtempSync(join(setting.work, 'files-'));
  const paths = write(folder, FILES, BYTES / FILES);
  let engine = startEngine(setting, folder);
  const held = await begin(engine);
  for (let at = 0; at < paths.length; at += BATCH) {
    const files = paths.slice(at, at + BATCH).map((path) => ({ op: 'create' as const, path }));
    await engine.execute('task.progress', { ...held, files }, ACTOR);
  }
  await engine.execute('task.finish', { ...held, result: 'done', summary: 'Written.' }, ACTOR);
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  const [ours, rival, again]: number[][] = [[], [], []];
  for (let round = 0; round < (setting.quick ? 3 : 9); round++) {
    await engine.close();
    // A new engine remembers nothing of the files; the system has them in memory, for both sides.
    engine = startEngine(setting, folder);
    await engine.read('task.get', { id: held.task });
    rival?.push(
      await timed(async () => {
        const sums = spawnSync('sha256sum', paths, { cwd: folder, maxBuffer: 1 << 26 });
        if (sums.status !== 0) throw new Error('sha256sum has failed');
      }),
    );
    const check = async (): Promise<void> => {
      const { status } = await engine.read('evidence.check', { task: held.task });
      if (status !== 'verified') throw new Error(`the files came out as ${status}`);
    };
    ours?.push(await timed(check));
    again?.push(await timed(check));
  }
  await engine.close();
  const [first, sums, second] = [median(ours ?? []), median(rival ?? []), median(again ?? [])];
  report({
    what: `verify ${FILES} files, 100 MB (rival: sha256sum)`,
    unit: 'ms',
    ours: first,
    rival: sums,
    budget: '≤ 1.5 ×',
    met: first <= 1.5 * sums,
  });
  report({ what: 'verify them again, unchanged', unit: 'ms', ours: second, ...atMost(100, 'ms', second) });
}

/** All files of a large workspace change at once: with a task at work, once more told by a second window, and idle. */
async function storm(setting: Setting, report: Report): Promise<void> {
  const folder = mkdtempSync(join(setting.work, 'storm-'));
  const paths = write(folder, STORM, 500);
  const engine = startEngine(setting, folder, 'host');
  const held = await begin(engine);
  const tell = async (): Promise<number> => {
    let attributed = 0;
    for (let at = 0; at < paths.length; at += BATCH) {
      const changes = paths.slice(at, at + BATCH).map((path) => ({ path, kind: 'changed' as const }));
      attributed += (await engine.execute('files.observe', { changes }, WINDOW)).attributed;
    }
    return attributed;
  };
  let longest = 0;
  let isOver = false;
  const asking = (async () => {
    while (!isOver) longest = Math.max(longest, await timed(() => engine.read('task.get', { id: held.task })));
  })();
  let attributed = 0;
  const first = await timed(async () => (attributed = await tell()));
  isOver = true;
  await asking;
  if (attributed !== STORM) throw new Error(`${attributed} of ${STORM} changes were kept`);
  report({ what: `${STORM} changed files, told while a task is at work`, unit: 'ms', ours: first });
  report({ what: '  longest wait of a question meanwhile', unit: 'ms', ours: longest });
  report({ what: '  told once more by a second window', unit: 'ms', ours: await timed(tell) });
  await engine.execute('task.release', held, ACTOR);
  await engine.execute('task.cancel', { task: held.task, reason: 'Over.' }, ACTOR);
  await engine.close();
  const idle = mkdtempSync(join(setting.work, 'idle-'));
  const other = startEngine(setting, idle, 'host');
  await other.execute('task.create', { title: 'Nobody is at work' }, ACTOR);
  const quiet = await timed(async () => {
    for (let at = 0; at < paths.length; at += BATCH) {
      const changes = paths.slice(at, at + BATCH).map((path) => ({ path, kind: 'changed' as const }));
      await other.execute('files.observe', { changes }, WINDOW);
    }
  });
  report({ what: '  told while nobody is at work', unit: 'ms', ours: quiet });
  await other.close();
}
