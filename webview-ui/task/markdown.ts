import { startsTable, tableAt, type Align } from './markdownTable';

/** The small part of Markdown that plans and descriptions are written in. Everything else is the text that it is. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'emphasis'; readonly content: readonly Inline[] }
  | { readonly kind: 'link'; readonly text: string; readonly address: string }
  /** A file of the workspace, as the text names it: only the host knows whether there is one. */
  | { readonly kind: 'file'; readonly text: string; readonly path: string; readonly line: number | undefined };

export type Block =
  | { readonly kind: 'paragraph'; readonly content: readonly Inline[] }
  | { readonly kind: 'heading'; readonly level: number; readonly content: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | { readonly kind: 'rule' }
  | {
      readonly kind: 'table';
      readonly align: readonly Align[];
      readonly head: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    }
  | { readonly kind: 'list'; readonly start: number | null; readonly items: readonly (readonly Block[])[] };

/** What is nested deeper than anybody writes stays text. */
const DEEPEST = 12;

export const parseMarkdown = (text: string): Block[] => blocksOf(text.replaceAll('\r\n', '\n').split('\n'), 0);

const FENCE = /^ {0,3}(```+|~~~+)/;
const HEADING = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/;
const RULE = /^ {0,3}([-*_])(?:\s*\1){2,}\s*$/;
const ITEM = /^( {0,3})([-*+]|\d{1,9}[.)])(\s+)(?=\S)/;
const QUOTE = /^ {0,3}> ?/;

function blocksOf(lines: readonly string[], depth: number): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    if (line.trim() === '') {
      at++;
      continue;
    }
    const [block, end] = depth > DEEPEST ? paragraph(lines, at, () => false) : blockAt(lines, at, depth);
    blocks.push(block);
    at = end;
  }
  return blocks;
}

function blockAt(lines: readonly string[], at: number, depth: number): [Block, number] {
  const line = lines[at] ?? '';
  const fence = FENCE.exec(line)?.[1];
  if (fence !== undefined) return fenced(lines, at, fence);
  const heading = HEADING.exec(line);
  if (heading) return [{ kind: 'heading', level: heading[1]?.length ?? 1, content: inline(heading[2] ?? '') }, at + 1];
  if (RULE.test(line)) return [{ kind: 'rule' }, at + 1];
  if (QUOTE.test(line)) return quote(lines, at, depth);
  if (ITEM.test(line)) return list(lines, at, depth);
  if (startsTable(lines, at)) return table(lines, at);
  return paragraph(lines, at, (next) => startsBlock(lines[next] ?? '') || startsTable(lines, next));
}

const startsBlock = (line: string): boolean =>
  FENCE.test(line) || HEADING.test(line) || RULE.test(line) || QUOTE.test(line) || ITEM.test(line);

function fenced(lines: readonly string[], at: number, fence: string): [Block, number] {
  let end = at + 1;
  while (end < lines.length && !lines[end]?.trim().startsWith(fence)) end++;
  return [{ kind: 'code', text: lines.slice(at + 1, end).join('\n') }, end + 1];
}

function quote(lines: readonly string[], at: number, depth: number): [Block, number] {
  let end = at;
  while (end < lines.length && QUOTE.test(lines[end] ?? '')) end++;
  const inner = lines.slice(at, end).map((line) => line.replace(QUOTE, ''));
  return [{ kind: 'quote', blocks: blocksOf(inner, depth + 1) }, end];
}

function table(lines: readonly string[], at: number): [Block, number] {
  const [{ head, align, rows }, end] = tableAt(lines, at, startsBlock);
  return [{ kind: 'table', align, head: head.map(inline), rows: rows.map((row) => row.map(inline)) }, end];
}

/** A line of text goes on until something else begins. */
function paragraph(lines: readonly string[], at: number, ends: (line: number) => boolean): [Block, number] {
  let end = at + 1;
  while (end < lines.length && lines[end]?.trim() !== '' && !ends(end)) end++;
  const text = lines
    .slice(at, end)
    .map((line) => line.trim())
    .join('\n');
  return [{ kind: 'paragraph', content: inline(text) }, end];
}

function list(lines: readonly string[], at: number, depth: number): [Block, number] {
  const items: Block[][] = [];
  const first = ITEM.exec(lines[at] ?? '')?.[2] ?? '-';
  const isOrdered = /\d/.test(first);
  let next = at;
  for (let item = ITEM.exec(lines[next] ?? ''); item; item = ITEM.exec(lines[next] ?? '')) {
    const [whole, , mark = ''] = item;
    if (/\d/.test(mark) !== isOrdered) break;
    const end = endOfItem(lines, next + 1);
    const inner = [
      (lines[next] ?? '').slice(whole.length),
      ...lines.slice(next + 1, end).map((line) => outdented(line, whole.length)),
    ];
    items.push(blocksOf(inner, depth + 1));
    next = end;
  }
  return [{ kind: 'list', start: isOrdered ? Number.parseInt(first, 10) : null, items }, next];
}

/** What is indented, or follows without an empty line, belongs to the item. */
function endOfItem(lines: readonly string[], from: number): number {
  let end = from;
  for (let at = from; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line.trim() === '') continue;
    const isIndented = /^ {2,}|^\t/.test(line) && !(ITEM.exec(line)?.[1] === '');
    const goesOn = at === end && !startsBlock(line);
    if (!isIndented && !goesOn) return end;
    end = at + 1;
  }
  return end;
}

function outdented(line: string, most: number): string {
  const indent = /^[ \t]*/.exec(line)?.[0].length ?? 0;
  return line.slice(Math.min(indent, most));
}

// Each alternative stops at the next mark of its kind, so that no text takes more than one look at each character.
const MARKS =
  /`([^`\n]+)`|\*\*([^*\n]+)\*\*|(?<![\w/*])\*([^*\s][^*\n]*)\*(?![\w/])|(?<!!)\[([^[\]\n]{1,500})\]\((?:(https?:\/\/[^()\s]{1,2000})|<([^<>:\n]{1,1000})>|([^()<>:\s]{1,1000}))\)/g;

function inline(text: string): Inline[] {
  const found: Inline[] = [];
  let at = 0;
  const upTo = (end: number): void => {
    if (end > at) found.push({ kind: 'text', text: text.slice(at, end) });
  };
  for (const match of text.matchAll(MARKS)) {
    const [whole, code, strong, emphasis, label = '', address, spaced, path] = match;
    upTo(match.index);
    at = match.index + whole.length;
    if (code !== undefined) found.push({ kind: 'code', text: code });
    else if (strong !== undefined) found.push({ kind: 'strong', content: inline(strong) });
    else if (emphasis !== undefined) found.push({ kind: 'emphasis', content: inline(emphasis) });
    else if (address !== undefined) found.push({ kind: 'link', text: label, address });
    else found.push(fileLink(label, spaced ?? path ?? '') ?? { kind: 'text', text: whole });
  }
  upTo(text.length);
  return found;
}

/** `path`, `path#L10` or `path#L10-L20`. An address that is no place in the folder stays text. */
function fileLink(text: string, address: string): Inline | undefined {
  const [, path = '', line] = /^([^#]*)(?:#L(\d{1,9})\b.*)?$/.exec(decoded(address)) ?? [];
  if (path === '' || /^[/\\~?]|:|(?:^|[/\\])\.\.(?:[/\\]|$)/.test(path)) return undefined;
  return { kind: 'file', text, path, line: line === undefined ? undefined : Number(line) };
}

/** Spaces and the like are written as %20 in addresses. */
function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
