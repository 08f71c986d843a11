import { accessSync, constants, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { TOOL_SETS, type ToolSet } from '../tools/registry';

export const usage = `Usage: task-orchestrator [--workspace DIR] [--tools ${TOOL_SETS.join('|')}]

Serves the tasks of a workspace folder to an agent: the Model Context Protocol on standard input and output.
Works whether or not VS Code has the folder open.

  --workspace DIR   the folder; otherwise MCP_TASK_ORCHESTRATOR_BASE_DIR, otherwise the working folder
  --tools SET       core (default), the names of earlier systems (compatible), or both (all)
  -v, --version     prints the version
  -h, --help        prints this
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
        version: { type: 'boolean', short: 'v' },
        help: { type: 'boolean', short: 'h' },
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
  if (!isFolder(workspace)) return mistake(`${workspace} is no folder that can be opened.`);
  return { mode: 'serve', workspace, tools };
}

const mistake = (message: string): Options => ({ mode: 'mistake', message });

/** Also what may not be looked at, or lies below a file, is no folder to keep tasks in. */
function isFolder(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.X_OK);
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
