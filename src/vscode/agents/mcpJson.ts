import { isDeepStrictEqual } from 'node:util';
import { applyEdits, modify, parse, type ParseError } from 'jsonc-parser';
import type { ServerCommand } from './configurations';
import { SERVER_NAME } from './names';

const formattingOptions = { insertSpaces: true, tabSize: 2, eol: '\n' };

const entryOf = (server: ServerCommand) => ({ type: 'stdio', ...server });

/** What is written, as it stands in the file. */
export const serverEntry = (server: ServerCommand): string =>
  `"${SERVER_NAME}": ${JSON.stringify(entryOf(server), undefined, 2)}`;

/** The file with our server in it; comments and all other entries stay. `undefined`: it is not JSON, or has no place for it. */
export function withServer(text: string, server: ServerCommand): string | undefined {
  const before = text.trim() === '' ? '{}\n' : text;
  const errors: ParseError[] = [];
  const parsed: unknown = parse(before, errors, { allowTrailingComma: true });
  if (errors.length > 0 || typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined;
  const servers: unknown = 'mcpServers' in parsed ? parsed.mcpServers : {};
  if (typeof servers !== 'object' || servers === null || Array.isArray(servers)) return undefined;
  const entry = entryOf(server);
  const after = applyEdits(before, modify(before, ['mcpServers', SERVER_NAME], entry, { formattingOptions }));
  // Of a key that is there twice the first is edited, and the last counts.
  const holds: unknown = parse(after, [], { allowTrailingComma: true });
  return isDeepStrictEqual(holds, { ...parsed, mcpServers: { ...servers, [SERVER_NAME]: entry } }) ? after : undefined;
}
