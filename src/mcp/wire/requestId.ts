import type { RequestId } from '@modelcontextprotocol/server';

const id = String.raw`"id"\s*:\s*(\d{1,15}|"(?:[^"\\]|\\.){0,200}")`;
const other = String.raw`"(?:jsonrpc|method)"\s*:\s*"[^"]*"`;
const inHead = new RegExp(String.raw`^\s*\{\s*(?:${other}\s*,\s*)*${id}`);
const inTail = new RegExp(String.raw`${id}\s*(?:,\s*${other}\s*)*\}\s*$`);

/** The id of a request of which only both ends are known, so that whoever sent it can be told why it is not answered. */
export function idOfCut(head: string, tail: string): RequestId | undefined {
  const [, found] = inHead.exec(head) ?? inTail.exec(tail) ?? [];
  return found === undefined ? undefined : (JSON.parse(found) as RequestId);
}

/** The id of something that is no proper message, if it has one. */
export function idOf(value: unknown): RequestId | undefined {
  const found: unknown = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined;
  return typeof found === 'string' || typeof found === 'number' ? found : undefined;
}
