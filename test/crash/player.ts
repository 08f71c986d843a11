import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { hasEnded, isAwaiting, type State } from '../../src/domain/workflow/states';
import type { CommandInput, CommandName, CommandOutput } from '../../src/orchestrator/registry';
import { digestOf } from './lib/digest';
import type { PlayerOptions, Sent } from './lib/players';
import { startClient } from './lib/product';
import { Random } from './lib/random';
import { isStep, outcomeOf, planOf } from './lib/script';
import { say, sayStatus } from './lib/speaking';

// A process of its own that works through the script until everything is completed or it is killed. It remembers nothing:
// before each act it looks at the store, so whoever is started in its place goes on where it was.
const options = JSON.parse(process.argv[2] ?? '') as PlayerOptions;
const { name, goal, pauseMs } = options;
const actor = `agent:${name}/1`;
const random = new Random(options.seed);
const client = startClient(options.workspace, options.door);
sayStatus(client);

/** The shortest there is, so that others need not wait long for what a killed one held. */
const TTL_MS = 1_000;
const LOOK_AGAIN_MS = 40;

/** Another player was quicker, or took over what had run out; the store says what is left to do. */
const LATE = new Set(['claim_held', 'claim_lost', 'not_ready', 'not_possible']);

async function send<N extends CommandName>(
  command: N,
  requestId: string,
  input: CommandInput<N>,
): Promise<CommandOutput<N> | undefined> {
  if (pauseMs > 0) await pause(random.next() * pauseMs);
  const sent: Sent = { name: command, requestId, input };
  say('sends', JSON.stringify(sent));
  try {
    const answer = await client.execute(command, input, { actor, requestId });
    say('answered', requestId, digestOf(JSON.stringify(answer)));
    return answer;
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    say('refused', requestId, code ?? '');
    if (code === undefined || !LATE.has(code)) say('error', requestId, code ?? '', message);
    return undefined;
  }
}

async function findOrPlan(): Promise<string> {
  const { rows } = await client.read('task.children', { parent: null });
  const known = rows.find(({ title }) => title === goal)?.id;
  // Two that come at once send the same request, and get the same tree.
  const planned = known === undefined ? await send('task.plan', `plan:${goal}`, planOf(goal)) : undefined;
  const root = known ?? planned?.task;
  if (root === undefined) throw new Error('the goal could not be planned');
  return root;
}

/** Takes a task, or gets the answer once more by which this very player took it before. */
async function hold(task: string): Promise<{ token: string; attempt: number } | undefined> {
  const { claim } = await client.read('task.show', { task });
  const isMine = claim?.actor === actor && claim.endedAt === null && claim.expiresAt > Date.now();
  const attempt = (claim?.attempt ?? 0) + (isMine ? 0 : 1);
  const answer = await send('task.claim', `${name}:claim:${task}:${attempt}`, { task, ttl_ms: TTL_MS });
  return answer && 'claim' in answer ? { token: answer.claim, attempt: answer.attempt } : undefined;
}

interface Standing {
  readonly state: State;
  /** How often its work has ended, in whatever way. */
  readonly endings: number;
  readonly plans: number;
  readonly checkpoints: ReadonlySet<string>;
}

async function look(task: string): Promise<Standing> {
  const [shown, results, { plans }, checkpoints] = await Promise.all([
    client.read('task.get', { id: task }),
    client.read('task.results', { task }),
    client.read('task.plans', { task }),
    client.read('checkpoint.list', { task }),
  ]);
  if (!shown) throw new Error(`${task} is gone`);
  const names = new Set(checkpoints.rows.map((row) => row.name));
  return { state: shown.state, endings: results.rows.length, plans: plans.length, checkpoints: names };
}

/** The next thing to do for a step. Returns whether anything was done. */
async function advance(task: string, title: string): Promise<boolean> {
  const { state, endings } = await look(task);
  if (state === 'failed') return Boolean(await send('task.retry', `retry:${task}:${endings}`, { task }));
  if (state === 'blocked') return Boolean(await send('task.unblock', `unblock:${task}:${endings}`, { task }));
  if (hasEnded(state) || isAwaiting(state)) return false;
  const held = await hold(task);
  return held ? act(task, title, held.token, `${task}:${held.attempt}`) : false;
}

/** What a player claims is there, whoever of those that were killed has written it. */
function writeFile(title: string, endings: number): string {
  const path = `src/${title}-${endings}.ts`;
  mkdirSync(join(options.workspace, 'src'), { recursive: true });
  writeFileSync(join(options.workspace, path), `${title} ${endings}\n`);
  return path;
}

/** Looks only once it holds the task: what was true before may have been somebody else's time. */
async function act(task: string, title: string, claim: string, request: string): Promise<boolean> {
  const { state, endings, plans, checkpoints } = await look(task);
  if (hasEnded(state) || isAwaiting(state)) return false;
  if (state === 'planning') {
    const version = plans + 1;
    const plan = { task, claim, plan: `Version ${version}: first this, then that.` };
    return Boolean(await send('task.progress', `${request}:plan:${version}`, plan));
  }
  const work = `work ${endings}`;
  if (!checkpoints.has(work)) {
    const files = [{ op: 'create' as const, path: writeFile(title, endings) }];
    const report = { task, claim, note: work, checkpoint: { name: work, data: { endings } }, files };
    return Boolean(await send('task.progress', `${request}:work:${endings}`, report));
  }
  const result = outcomeOf(title, endings);
  const files = [{ op: 'modify' as const, path: `src/${title}-${endings}.ts` }];
  const error = result === 'failed' ? { error: { type: 'Error', message: 'the script says so' } } : {};
  const ending = { task, claim, result, summary: `${result} ${endings}`, files, ...error };
  return Boolean(await send('task.finish', `${request}:finish:${endings}`, ending));
}

/** Goes through the steps, beginning anywhere, and stays with each for as long as it can. */
async function round(root: string): Promise<'done' | 'moved' | 'stuck' | 'waiting'> {
  const { lines } = await client.read('task.outline', { task: root });
  if (lines[0]?.state === 'completed') return 'done';
  const steps = lines.filter(({ title, state }) => isStep(title) && state !== 'completed');
  const first = random.below(steps.length);
  let moved = false;
  for (const { id, title } of [...steps.slice(first), ...steps.slice(0, first)]) {
    while (await advance(id, title)) moved = true;
  }
  if (moved) return 'moved';
  return steps.some(({ state }) => isAwaiting(state)) ? 'waiting' : 'stuck';
}

async function play(): Promise<void> {
  const { unanswered } = options;
  if (unanswered) await send(unanswered.name, unanswered.requestId, unanswered.input);
  const root = await findOrPlan();
  for (let outcome = await round(root); outcome !== 'done'; outcome = await round(root)) {
    if (outcome === 'waiting') say('waits');
    if (outcome !== 'moved') await pause(LOOK_AGAIN_MS);
  }
  await client.close();
  say('done');
  process.exit();
}

play().catch((error: unknown) => {
  say('error', String(error));
  process.exit(1);
});
