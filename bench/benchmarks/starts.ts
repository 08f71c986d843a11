import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { EngineClient } from '../../src/engine/client';
import { median } from '../figure';
import type { Benchmark, Report, Setting } from '../setting';
import { ACTOR as actor, startEngine } from '../stores/ours';

const BATCH = 1_000;
const ACTOR = { actor };

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
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const all: number[] = [];
  for (let round = 0; round < 3; round++) {
    await engine.close();
    engine = startEngine(setting, folder, 'host');
    await engine.read('task.get', { id: task });
    const begun = performance.now();
    let after: string | null = '';
    while (after !== null) {
      const { paths: page, next }: { paths: string[]; next: string | null } = await engine.read('evidence.paths', {
        after,
      });
      if (page.length > 0)
        await engine.execute(
          'files.observe',
          { changes: page.map((path) => ({ path, kind: 'changed' as const })) },
          { actor: 'system' },
        );
      after = next;
    }
    all.push(performance.now() - begun);
  }
  await engine.close();
  report({ what: `look at ${count} unchanged files when a window opens`, unit: 'ms', ours: median(all) });
}
