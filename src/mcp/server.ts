import { McpServer, ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import { callTool } from '../tools/call';
import { inputSchema } from '../tools/schema';
import type { Tool } from '../tools/tool';
import type { Agent } from './agent';
import type { AgentStore } from './agentStore';
import { clientNameOf } from './clientName';
import { progressOf } from './progress';
import { servePrompts } from './prompts';
import { serveResources, type Era } from './resources';

export interface Serving {
  readonly version: string;
  readonly tools: readonly Tool[];
  readonly store: AgentStore;
  readonly agent: Agent;
}

const instructions =
  'Tasks of this workspace, kept on disk and shared with people and other agents. Plan with task_plan; then task_claim, ' +
  'task_progress and task_finish, one task at a time. After a break begin with task_resume. People approve in VS Code.';

/** One server for one connection, whatever revision of the protocol the client speaks. */
export function makeServer({ version, tools, store, agent }: Serving, era: Era): McpServer {
  const mcp = new McpServer(
    { name: 'task-orchestrator', title: 'Task Orchestrator', version },
    { capabilities: { tools: {}, resources: { subscribe: true }, prompts: {} }, instructions },
  );
  const byName = new Map(tools.map((tool) => [tool.name, tool]));

  mcp.server.setRequestHandler('tools/list', () => {
    // The answer goes out first; the engine starts while the client reads it.
    setImmediate(() => store.warm());
    return { tools: tools.map(listing) };
  });

  mcp.server.setRequestHandler('tools/call', async ({ params }, context) => {
    const tool = byName.get(params.name);
    if (!tool) throw unknownTool(params.name, [...byName.keys()]);
    agent.clientName = clientNameOf(mcp, context);
    const { signal } = context.mcpReq;
    const progress = progressOf(context);
    const waiting = { signal, ...(progress && { onProgress: progress.made }) };
    const call = { store: store.forCall(waiting), signal, stillAtIt: progress?.stillAtIt ?? nobodyAsks };
    const { answer, isError } = await callTool(tool, call, params.arguments);
    const text = JSON.stringify(answer);
    return { content: [{ type: 'text', text }], structuredContent: answer, ...(isError && { isError }) };
  });

  serveResources(mcp, store, era);
  servePrompts(mcp, store);
  return mcp;
}

const listing = (tool: Tool) => ({
  name: tool.name,
  title: tool.title,
  description: tool.description,
  inputSchema: { type: 'object' as const, ...inputSchema(tool) },
  annotations: tool.readOnly ? { readOnlyHint: true } : { destructiveHint: false },
});

const unknownTool = (name: string, known: readonly string[]): ProtocolError =>
  new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    `There is no tool ${name.slice(0, 100)}. There are ${known.join(', ')}.`,
  );

const nobodyAsks = (): void => undefined;
