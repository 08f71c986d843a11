import { coreTools } from '../../tools/registry';
import { inputSchema } from '../../tools/schema';
import { DOOR_SETTING, MCP_PROVIDER } from '../agents/names';

/** What VS Code is told of the agent door; the tools are those of the registry (rule M1). */
export function agentContributions(text: (key: string, english: string) => string): Record<string, unknown> {
  return {
    languageModelTools: coreTools.map((tool) => ({
      name: tool.name,
      displayName: text(`tool.${tool.name}`, tool.title),
      toolReferenceName: tool.name,
      canBeReferencedInPrompt: true,
      icon: '$(list-tree)',
      modelDescription: tool.description,
      inputSchema: inputSchema(tool),
      when: `config.${DOOR_SETTING} == tools`,
    })),
    mcpServerDefinitionProviders: [{ id: MCP_PROVIDER, label: text('agents.server', 'Task Orchestrator') }],
    chatSkills: [{ path: './media/skills/task-orchestrator/SKILL.md' }],
  };
}
