import type { McpServer } from '@modelcontextprotocol/server';
import { shorten } from '../domain/brief/compose';
import { Problem } from '../domain/problem';
import type { ToolStore } from '../tools/store';
import type { AgentStore } from './agentStore';
import { refusedBy } from './refusedBy';

/** Clients of current revisions name what they want to hear of to the SDK, those of earlier ones to the server. */
export type Era = 'modern' | 'legacy';

const SCHEME = 'task-orchestrator://';
const STATUS = `${SCHEME}status`;
const HANDOVER = `${SCHEME}handover`;
const MARKDOWN = 'text/markdown';

const fixed = [
  { uri: STATUS, name: 'status', title: 'How everything stands', mimeType: MARKDOWN },
  { uri: HANDOVER, name: 'handover', title: 'What somebody needs who takes over', mimeType: MARKDOWN },
];

const templates = [
  { uriTemplate: `${SCHEME}task/{id}`, name: 'task', title: 'A task', mimeType: 'application/json' },
  {
    uriTemplate: `${SCHEME}brief/{id}`,
    name: 'brief',
    title: 'What whoever works on a task needs',
    mimeType: MARKDOWN,
  },
];

/** Changes come in bursts; a client is told once of each. */
const SETTLE_MS = 50;

export function serveResources(mcp: McpServer, store: AgentStore, era: Era): void {
  const { server } = mcp;
  server.setRequestHandler('resources/list', () => ({ resources: fixed }));
  server.setRequestHandler('resources/templates/list', () => ({ resourceTemplates: templates }));
  server.setRequestHandler('resources/read', async ({ params: { uri } }) => {
    try {
      return { contents: [{ uri, ...(await readResource(store, uri)) }] };
    } catch (error) {
      throw refusedBy(error);
    }
  });
  const wanted = new Set<string>();
  const tell = (uri: string): void => {
    if (era === 'modern' || wanted.has(uri)) server.sendResourceUpdated({ uri }).catch(() => undefined);
  };
  if (era === 'legacy') {
    server.setRequestHandler('resources/subscribe', ({ params }) => {
      wanted.add(params.uri);
      store.warm();
      return {};
    });
    server.setRequestHandler('resources/unsubscribe', ({ params }) => {
      wanted.delete(params.uri);
      return {};
    });
  }
  server.onclose = tellOfChanges(store, tell);
}

async function readResource(store: ToolStore, uri: string): Promise<{ mimeType: string; text: string }> {
  if (uri === STATUS) return { mimeType: MARKDOWN, text: (await store.read('brief.status', {})).text };
  if (uri === HANDOVER) return { mimeType: MARKDOWN, text: (await store.read('brief.handover', {})).text };
  const [, kind, id] = /^task-orchestrator:\/\/(task|brief)\/([^/?#]{1,100})$/.exec(uri) ?? [];
  if (kind === 'task' && id !== undefined) {
    return { mimeType: 'application/json', text: JSON.stringify(await wholeTask(store, id)) };
  }
  if (kind === 'brief' && id !== undefined) {
    return { mimeType: MARKDOWN, text: (await store.read('brief.resume', { task: id })).text };
  }
  throw new Problem(
    'not_found',
    `There is no resource ${uri.slice(0, 200)}.`,
    `There are ${STATUS}, ${HANDOVER}, and task and brief with an id.`,
  );
}

/** Of one text; all that a task has then fits into an answer (rule M3). */
const TEXT_TOKENS = 5_000;

async function wholeTask(store: ToolStore, id: string): Promise<Record<string, unknown>> {
  const { description, context, plan, result, ...facts } = await store.read('task.show', { task: id });
  return {
    ...facts,
    description: shorten(description, TEXT_TOKENS),
    context: shorten(context, TEXT_TOKENS),
    plan: plan && { ...plan, body: shorten(plan.body, TEXT_TOKENS) },
    result: result && { ...result, detail: shorten(result.detail, TEXT_TOKENS) },
  };
}

function tellOfChanges(store: AgentStore, tell: (uri: string) => void): () => void {
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const off = store.onChange((changes) => {
    for (const { entity, id } of changes) {
      if (entity !== 'task') continue;
      for (const uri of [STATUS, HANDOVER, `${SCHEME}task/${id}`, `${SCHEME}brief/${id}`]) changed.add(uri);
    }
    if (changed.size === 0) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      const uris = [...changed];
      changed.clear();
      uris.forEach(tell);
    }, SETTLE_MS);
  });
  return () => {
    clearTimeout(timer);
    off();
  };
}
