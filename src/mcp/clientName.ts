import { CLIENT_INFO_META_KEY, type McpServer, type ServerContext } from '@modelcontextprotocol/server';

/** What the client calls itself: with each request in current revisions, at the start of the connection in earlier ones. */
export function clientNameOf({ server }: McpServer, { mcpReq }: ServerContext): string {
  const sent = (mcpReq.envelope as Readonly<Record<string, unknown>> | undefined)?.[CLIENT_INFO_META_KEY];
  if (typeof sent === 'object' && sent !== null && 'name' in sent && typeof sent.name === 'string') return sent.name;
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- clients of earlier revisions can be asked in no other way.
  return server.getClientVersion()?.name ?? '';
}
