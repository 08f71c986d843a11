import { createInterface } from 'node:readline';
import type { ClaimerOptions } from './lib/claimers';
import { startClient } from './lib/product';
import { say, sayStatus } from './lib/speaking';

// A process of its own that claims what it is told to on stdin, at once, and says what came of it.
const { workspace, name } = JSON.parse(process.argv[2] ?? '') as ClaimerOptions;
const by = { actor: `agent:${name}/1` };
const client = startClient(workspace, 'process');
sayStatus(client);

async function claim(task: string): Promise<void> {
  try {
    const answer = await client.execute('task.claim', { task }, by);
    if ('claim' in answer) say('won', task);
    else say('error', task, answer.reason);
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    say('lost', task, code ?? '', message);
  }
}

async function drain(under: string): Promise<void> {
  for (;;) {
    const answer = await client.execute('task.claim', { under }, by);
    if (!('claim' in answer)) break;
    say('took', answer.task);
  }
  say('drained');
}

createInterface({ input: process.stdin }).on('line', (line) => {
  const [order, task = ''] = line.split(' ');
  const work = order === 'drain' ? drain(task) : claim(task);
  work.catch((error: unknown) => say('error', String(error)));
});
