import { startClient } from './lib/product';
import { Random } from './lib/random';
import { say, sayStatus } from './lib/speaking';
import type { WriterOptions } from './lib/writers';

// A process of its own that writes through the engine until it is killed (or has written what it was asked for) and
// says on stdout what was acknowledged.
const options = JSON.parse(process.argv[2] ?? '') as WriterOptions;
const random = new Random(options.seed);

const client = startClient(options.workspace, options.door, options.verbose ? (text) => say('log', text) : undefined);
sayStatus(client);

const tasks: string[] = [];
let sent = 0;

async function write(): Promise<void> {
  while (options.count === undefined || sent < options.count) {
    const command = `${options.name}-${++sent}`;
    const parent = random.chance(0.5) ? random.pick(tasks) : undefined;
    const description = 'lorem ipsum '.repeat(random.below(random.chance(0.05) ? 800 : 20));
    const input = { title: command, description, parent: parent ?? null };
    try {
      const { task } = await client.execute('task.create', input, { actor: options.name, requestId: command });
      say('ack', command, task, Date.now());
      if (tasks.length < 50) tasks.push(task);
    } catch (error) {
      say('error', command, String(error));
    }
    if (options.pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, random.next() * options.pauseMs));
  }
}

async function publish(everyMs: number): Promise<void> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, random.next() * 2 * everyMs));
    say('publishing');
    await client.publish().catch((error: unknown) => say('unpublished', String(error)));
    say('published');
  }
}

/** The first page is enough for the small stores that this is asked of. */
async function look(): Promise<void> {
  for (let looks = options.looks ?? 0; looks > 0; looks--) {
    const { rows } = await client.read('task.children', { parent: null });
    say('found', rows.map(({ id }) => id).join());
    await new Promise((resolve) => setTimeout(resolve, random.next() * options.pauseMs));
  }
}

async function start(): Promise<void> {
  await look();
  const writers = Array.from({ length: options.callers }, write);
  if (options.publishEveryMs !== undefined) void publish(options.publishEveryMs);
  await Promise.all(writers);
  await client.close();
  say('done');
  process.exit();
}

void start();
