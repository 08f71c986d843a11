import { SERVER_NAME } from './names';

/** How a client starts the server. */
export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
}

export interface Client {
  readonly name: string;
  /** Where the text belongs, as its users know the place. */
  readonly place: string;
  readonly text: (server: ServerCommand) => string;
}

export const serverCommand = (launcher: string, workspace: string): ServerCommand => ({
  command: 'node',
  args: [launcher, '--workspace', workspace],
});

const json =
  (key: string, extra: object = {}) =>
  (server: ServerCommand): string =>
    `${JSON.stringify({ [key]: { [SERVER_NAME]: { ...extra, ...server } } }, null, 2)}\n`;

/** Basic strings of TOML take the escapes of JSON. */
const toml = ({ command, args }: ServerCommand): string =>
  `[mcp_servers.${SERVER_NAME}]\ncommand = ${JSON.stringify(command)}\nargs = ${JSON.stringify(args)}\n`;

/** In single quotes a POSIX shell leaves everything as it is. */
const quoted = (word: string): string => (/^[\w./:@=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

const shell = ({ command, args }: ServerCommand): string =>
  `claude mcp add ${SERVER_NAME} -- ${[command, ...args].map(quoted).join(' ')}\n`;

export const clients: readonly Client[] = [
  { name: 'Claude Code', place: 'run in a terminal, in the folder', text: shell },
  { name: 'Claude Desktop', place: 'claude_desktop_config.json', text: json('mcpServers') },
  { name: 'Cline', place: 'cline_mcp_settings.json', text: json('mcpServers') },
  { name: 'Codex', place: '~/.codex/config.toml', text: toml },
  { name: 'Cursor', place: '.cursor/mcp.json', text: json('mcpServers') },
  { name: 'Gemini CLI', place: '.gemini/settings.json', text: json('mcpServers') },
  { name: 'VS Code', place: '.vscode/mcp.json', text: json('servers', { type: 'stdio' }) },
  { name: 'Windsurf', place: '~/.codeium/windsurf/mcp_config.json', text: json('mcpServers') },
  { name: 'Zed', place: 'settings.json', text: json('context_servers') },
];
