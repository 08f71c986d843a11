/** A table as it is written: a line with the names of columns, one of dashes, then the rows. */
export interface TableText {
  readonly head: readonly string[];
  readonly align: readonly Align[];
  readonly rows: readonly (readonly string[])[];
}

export type Align = 'start' | 'center' | 'end';

/** Wider or longer than anybody reads; what is more stays text. */
const MOST = { columns: 50, rows: 2_000 } as const;
const DASHES = /^:?-+:?$/;

const isBar = (text: string, at: number): boolean => text[at] === '|' && text[at - 1] !== '\\';

/** What stands between the bars of a line; a bar behind a backslash is part of a cell. */
function cellsOf(line: string): string[] {
  const text = line.trim();
  const cells: string[] = [];
  let from = isBar(text, 0) ? 1 : 0;
  const end = text.length > from && isBar(text, text.length - 1) ? text.length - 1 : text.length;
  for (let at = from; at < end; at++) {
    if (!isBar(text, at)) continue;
    cells.push(text.slice(from, at));
    from = at + 1;
  }
  cells.push(text.slice(from, end));
  return cells.map((cell) => cell.trim().replaceAll('\\|', '|'));
}

/** How each column is set, if this is the line below the names of columns. */
function alignmentOf(line: string): Align[] | undefined {
  if (!/^[\s|:-]+$/.test(line) || !line.includes('|')) return undefined;
  const cells = cellsOf(line);
  if (!cells.every((cell) => DASHES.test(cell))) return undefined;
  return cells.map((cell) => {
    if (cell.endsWith(':')) return cell.startsWith(':') ? 'center' : 'end';
    return 'start';
  });
}

/** Whether a table begins at a line: the next one has as many columns. */
export function startsTable(lines: readonly string[], at: number): boolean {
  const [line = '', below = ''] = [lines[at], lines[at + 1]];
  // Looked at from below: most lines are followed by no dashes.
  const align = alignmentOf(below);
  return (
    align !== undefined && align.length <= MOST.columns && line.includes('|') && cellsOf(line).length === align.length
  );
}

/** The table that begins at a line, and the line behind it. It ends with an empty line, or where something else begins. */
export function tableAt(
  lines: readonly string[],
  at: number,
  endsAt: (line: string) => boolean,
): [table: TableText, end: number] {
  const head = cellsOf(lines[at] ?? '');
  const align = alignmentOf(lines[at + 1] ?? '') ?? [];
  const rows: string[][] = [];
  let end = at + 2;
  for (; end < lines.length && rows.length < MOST.rows; end++) {
    const line = lines[end] ?? '';
    if (line.trim() === '' || endsAt(line)) break;
    const cells = cellsOf(line);
    rows.push(head.map((_, column) => cells[column] ?? ''));
  }
  return [{ head, align, rows }, end];
}
