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
    configuration: {
      title: text('settings.title', 'Task Orchestrator'),
      properties: {
        [DOOR_SETTING]: {
          type: 'string',
          scope: 'window',
          enum: ['tools', 'server'],
          enumDescriptions: [
            text('settings.agents.door.tools', 'As tools of VS Code, which asks before they change something.'),
            text('settings.agents.door.server', 'Through the MCP server, with its resources and prompts.'),
          ],
          default: 'tools',
          markdownDescription: text(
            'settings.agents.door',
            'How agents in VS Code reach the tasks. They get the same operations either way, and pay for one set of them.',
          ),
        },
      },
    },
  };
}
