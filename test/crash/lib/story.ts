import type { EngineClient } from '../../../src/engine/client';

/** Who worked on a task, and how often it changed hands, is a matter of chance; all else must come out the same. */
const BY_CHANCE = new Set(['task.claimed', 'task.interrupted', 'task.claim_expired']);

const MOST_EVENTS = 500;

/** All that the store says about a tree, as text that two runs of one script have in common. */
export async function storyOf(client: EngineClient, root: string): Promise<string> {
  const { lines } = await client.read('task.outline', { task: root });
  const tasks = await Promise.all(
    lines.map(async ({ id, title, state, status, depth }) => {
      const told = await tellTask(client, id);
      return [`${'#'.repeat(depth + 1)} ${title}: ${state} (${status})`, ...told].join('\n');
    }),
  );
  let story = tasks.join('\n');
  for (const { id, title } of lines) story = story.replaceAll(id, `<${title}>`);
  return story;
}

async function tellTask(client: EngineClient, task: string): Promise<string[]> {
  const [shown, events, { plans, approvals }, results, files, checkpoints] = await Promise.all([
    client.read('task.show', { task }),
    client.read('task.events', { task, limit: MOST_EVENTS }),
    client.read('task.plans', { task }),
    client.read('task.results', { task }),
    client.read('task.files', { task }),
    client.read('checkpoint.list', { task }),
  ]);
  const kept = events.rows.filter(({ kind }) => !BY_CHANCE.has(kind)).reverse();
  const { unmet, held, leaves, leavesDone, retryCount, claimed } = shown.task;
  return [
    JSON.stringify({ unmet, held, leaves, leavesDone, retryCount, claimed, possible: shown.possible }),
    ...kept.map(({ kind, before, after, reason }) => `event ${kind} ${JSON.stringify([before, after, reason])}`),
    ...plans.map(({ version, body }) => `plan ${version} ${body}`),
    ...approvals.map(({ subject, version, verdict, reason }) => `verdict ${subject} ${version} ${verdict} ${reason}`),
    ...results.rows.map(({ version, outcome, summary }) => `result ${version} ${outcome} ${summary}`),
    ...files.rows.map(({ op, path }) => `file ${op} ${path}`),
    ...checkpoints.rows.map(
      ({ seq, name, state, data }) => `checkpoint ${seq} ${name} ${state} ${JSON.stringify(data)}`,
    ),
  ];
}
