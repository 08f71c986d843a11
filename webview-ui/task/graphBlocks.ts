import { NODE, type Line, type Point } from './graphLayout';

const GAP = { between: 24, below: 14 } as const;
/** As many as one still follows down one column. */
const IN_ONE_COLUMN = 12;
/** How much wider than high a block is: about as much as an editor. */
const ASPECT = 1.6;

/** Tasks that all follow from the same one and lead nowhere: they stand in rows, not in one column that has no end. */
export interface Block {
  readonly id: string;
  readonly from: string;
  readonly members: readonly string[];
  readonly columns: number;
  readonly width: number;
  readonly height: number;
}

function blockOf(from: string, members: readonly string[]): Block {
  const row = NODE.height + GAP.below;
  const column = NODE.width + GAP.between;
  const columns = Math.max(2, Math.round(Math.sqrt((members.length * row * ASPECT) / column)));
  const rows = Math.ceil(members.length / columns);
  return {
    id: `block of ${from}`,
    from,
    members,
    columns,
    width: columns * column - GAP.between,
    height: rows * row - GAP.below,
  };
}

function groupedBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

export function blocksOf(ids: readonly string[], lines: readonly Line[]): Block[] {
  const leads = new Set(lines.map(({ from }) => from));
  const before = groupedBy(lines, ({ to }) => to);
  const only = ids.flatMap((id) => {
    const [line, another] = before.get(id) ?? [];
    return line && !another && !leads.has(id) ? [{ id, from: line.from }] : [];
  });
  return [...groupedBy(only, ({ from }) => from)].flatMap(([from, members]) => {
    if (members.length <= IN_ONE_COLUMN) return [];
    return [
      blockOf(
        from,
        members.map(({ id }) => id),
      ),
    ];
  });
}

/** Where the middle of each member is, in their order: along the rows, as one reads. */
export function membersAt({ members, columns, width, height }: Block, middle: Point): Map<string, Point> {
  const left = middle.x - width / 2 + NODE.width / 2;
  const top = middle.y - height / 2 + NODE.height / 2;
  return new Map(
    members.map((id, at) => [
      id,
      {
        x: left + (at % columns) * (NODE.width + GAP.between),
        y: top + Math.floor(at / columns) * (NODE.height + GAP.below),
      },
    ]),
  );
}

/** Down beside the block, along above the row of the task and into it: all of them together are one line that branches. */
export function lineInto(block: Block, start: Point, middle: Point, member: Point): Point[] {
  const left = middle.x - block.width / 2;
  const edge = { x: member.x - NODE.width / 2, y: member.y };
  const trunk = left - GAP.between;
  if (edge.x <= left) return [start, { x: trunk, y: start.y }, { x: trunk, y: edge.y }, edge];
  const between = member.y - NODE.height / 2 - GAP.below / 2;
  const beside = edge.x - GAP.between / 2;
  return [
    start,
    { x: trunk, y: start.y },
    { x: trunk, y: between },
    { x: beside, y: between },
    { x: beside, y: edge.y },
    edge,
  ];
}
