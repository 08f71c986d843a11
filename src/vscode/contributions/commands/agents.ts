import type { CommandSpec } from './spec';

const hasFolder = 'workspaceFolderCount > 0 && isWorkspaceTrusted';

export const agents = {
  addToMcpJson: { title: 'Add Task Orchestrator to .mcp.json', outside: 'asksItself', enablement: hasFolder },
  copyMcpConfiguration: { title: 'Copy MCP Configuration…', outside: 'free', enablement: hasFolder },
} as const satisfies Record<string, CommandSpec>;
