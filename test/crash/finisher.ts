import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FinisherOptions } from './lib/finishers';
import { startClient } from './lib/product';
import { say, sayStatus } from './lib/speaking';

// A process of its own that works as an agent does: takes a task, writes files, finishes with them; every third claims more
// than it wrote, and has to be refused.
const { workspace, name, run } = JSON.parse(process.argv[2] ?? '') as FinisherOptions;
const by = { actor: `agent:${name}/1` };
const client = startClient(workspace, 'process');
sayStatus(client);

const FILES = 8;

async function work(round: number): Promise<void> {
  const { task } = await client.execute('task.plan', { goal: `${name} ${run} ${round}` }, by);
  const taken = await client.execute('task.claim', { task }, by);
  if (!('claim' in taken)) throw new Error(taken.reason);
  const paths = Array.from({ length: FILES }, (_, index) => `${name}/${run}/${round}/${index}.txt`);
  const isLie = round % 3 === 2;
  for (const path of isLie ? paths.slice(1) : paths) {
    mkdirSync(dirname(join(workspace, path)), { recursive: true });
    writeFileSync(join(workspace, path), `${path}\n`.repeat(100));
  }
  const files = paths.map((path) => ({ op: 'create' as const, path }));
  say('begun', task);
  const answer = await client.execute(
    'task.finish',
    { task, claim: taken.claim, result: 'done', summary: 'Done.', files },
    by,
  );
  if (answer.accepted === isLie) say('error', task, 'was accepted or refused wrongly');
  else if (answer.accepted) say('finished', task, ...paths);
  else say('refused', task);
}

void (async () => {
  for (let round = 0; ; round++) {
    await work(round).catch((error: unknown) => say('error', String(error)));
  }
})();
