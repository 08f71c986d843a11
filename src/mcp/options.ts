import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { TOOL_SETS, type ToolSet } from '../tools/registry';

export const usage = `Usage: task-orchestrator [--workspace DIR] [--tools ${TOOL_SETS.join('|')}]

Serves the tasks of a workspace folder to an agent: the Model Context Protocol on standard input and output.
Works whether or not VS Code has the folder open.

  --workspace DIR   the folder; otherwise MCP_TASK_ORCHESTRATOR_BASE_DIR, otherwise the working folder
  --tools SET       core (default), the names of earlier systems (compatible), or both (all)
  --version         prints the version
  --help            prints this
`;

export type Options =
  | { readonly mode: 'serve'; readonly workspace: string; readonly tools: ToolSet }
  | { readonly mode: 'help' | 'version' }
  | { readonly mode: 'mistake'; readonly message: string };

export function parseOptions(args: string[], env: NodeJS.ProcessEnv): Options {
  let values: Record<string, string | boolean | undefined>;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        workspace: { type: 'string' },
        tools: { type: 'string' },
        version: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }));
  } catch (error) {
    return mistake(error instanceof Error ? error.message : String(error));
  }
  if (values['help'] === true) return { mode: 'help' };
  if (values['version'] === true) return { mode: 'version' };
  const tools = TOOL_SETS.find((name) => name === (values['tools'] ?? 'core'));
  if (!tools) return mistake(`There is no set of tools of this name; there are ${TOOL_SETS.join(', ')}.`);
  const given = values['workspace'] ?? env['MCP_TASK_ORCHESTRATOR_BASE_DIR'];
  const workspace = resolve(typeof given === 'string' && given !== '' ? given : '.');
  if (!isFolder(workspace)) return mistake(`${workspace} is not a folder.`);
  return { mode: 'serve', workspace, tools };
}

const mistake = (message: string): Options => ({ mode: 'mistake', message });

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
