import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { EngineClient } from '../../src/engine/client';
import { median } from '../figure';
import type { Benchmark, Report, Setting } from '../setting';
import { ACTOR as actor, startEngine } from '../stores/ours';

const BATCH = 1_000;
const ACTOR = { actor };

/** What it costs to find what has changed while VS Code was closed, where nothing has. */
export const starts: Benchmark = async (setting, report) => {
  await start(setting, report, 1_000);
  await start(setting, report, 10_000);
};

async function start(setting: Setting, report: Report, count: number): Promise<void> {
  const folder = mkdtempSync(join(setting.work, 'starts-'));
  const paths = Array.from({ length: count }, (_, n) => `src/${n % 50}/file-${n}.bin`);
  paths.forEach((path, n) => {
    const place = join(folder, path);
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, Buffer.alloc(20_000, `\0${n} `));
  });
  let engine: EngineClient = startEngine(setting, folder, 'host');
  const { task } = await engine.execute('task.plan', { goal: 'Write' }, ACTOR);
  const taken = await engine.execute('task.claim', { task }, ACTOR);
  if (!('claim' in taken)) throw new Error('nothing to claim');
  const held = { task, claim: taken.claim };
  for (let at = 0; at < paths.length; at += BATCH) {
    const files = paths.slice(at, at + BATCH).map((path) => ({ op: 'create' as const, path }));
    await engine.execute('task.progress', { ...held, files }, ACTOR);
  }
  await engine.execute('task.finish', { ...held, result: 'done', summary: 'Written.' }, ACTOR);
  // Until the times of new files say more than that they are new.
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const [first, again]: number[][] = [[], []];
  for (let round = 0; round < 4; round++) {
    await engine.close();
    let done: (ms: number) => void = () => undefined;
    const looked = new Promise<number>((resolve) => (done = resolve));
    engine = startEngine(setting, folder, 'host', (text) => {
      const took = /^Looked at \d+ files .* (\d+) ms/.exec(text)?.[1];
      if (took !== undefined) done(Number(took));
    });
    engine.tellWindow({ trusted: true, unsaved: [] });
    (round === 0 ? first : again)?.push(await looked);
  }
  await engine.close();
  report({ what: `${count} files: look for changes after a start, once`, unit: 'ms', ours: median(first ?? []) });
  report({ what: '  and at every later start, unchanged', unit: 'ms', ours: median(again ?? []) });
}
