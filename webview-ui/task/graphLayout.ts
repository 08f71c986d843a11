import type { Graph } from '../../src/shared/taskPanel/view';

export const NODE = { width: 200, height: 44 } as const;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface PlacedNode extends Point {
  readonly id: string;
}

export interface PlacedLine {
  readonly from: string;
  readonly to: string;
  /** A dependency that still holds, one that does not any more, or a step of a task. */
  readonly kind: 'holds' | 'met' | 'step';
  readonly points: readonly Point[];
}

export interface Placed {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly lines: readonly PlacedLine[];
}

export type Line = Omit<PlacedLine, 'points'>;

/**
 * Dependencies, and from each task to those of its steps that wait for no other step of it: the others follow from these, and a
 * line to each would hide what matters.
 */
export function linesOf({ nodes, edges }: Graph): Line[] {
  const parents = new Map(nodes.map(({ id, parent }) => [id, parent]));
  const dependencies: Line[] = edges.map(({ task, dependsOn, met }) => ({
    from: dependsOn,
    to: task,
    kind: met ? 'met' : 'holds',
  }));
  const follows = new Set(
    edges.filter(({ task, dependsOn }) => parents.get(task) === parents.get(dependsOn)).map(({ task }) => task),
  );
  const taken = new Set(dependencies.map(({ from, to }) => `${from} ${to}`));
  const steps = nodes.flatMap(({ id, parent }): Line[] =>
    parent === null || follows.has(id) || taken.has(`${parent} ${id}`) ? [] : [{ from: parent, to: id, kind: 'step' }],
  );
  return [...dependencies, ...steps];
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * How large a picture is opened in a frame that has the task in its middle: as large as all that is linked with the task can
 * be seen, or as small as one can still read.
 */
export function openingScale(
  { nodes, lines }: Placed,
  current: string,
  frame: Size,
  scales: readonly number[],
): number {
  const middle = nodes.find(({ id }) => id === current);
  const linked = new Set(lines.flatMap(({ from, to }) => (from === current ? [to] : to === current ? [from] : [])));
  if (!middle) return Math.max(...scales);
  const isSeen = (scale: number): boolean =>
    nodes.every(
      ({ id, x, y }) =>
        !linked.has(id) ||
        ((Math.abs(x - middle.x) + NODE.width / 2) * scale <= frame.width / 2 &&
          (Math.abs(y - middle.y) + NODE.height / 2) * scale <= frame.height / 2),
    );
  return Math.max(Math.min(...scales), ...scales.filter(isSeen));
}

export type Direction = 'left' | 'right' | 'up' | 'down';

/** The next in its row that follows from the same one: no line leads from one to the other where they stand in rows. */
function nextInRow({ nodes, lines }: Placed, here: PlacedNode): string | undefined {
  const before = lines.find(({ to }) => to === here.id)?.from;
  const beside = new Set(lines.filter((line) => line.from === before).map(({ to }) => to));
  return nodes.filter(({ id, x, y }) => beside.has(id) && y === here.y && x > here.x).sort((a, b) => a.x - b.x)[0]?.id;
}

/**
 * Where an arrow key leads from a node: along a line to the left or right, else to the next in its row, and to the nearest one
 * above or below.
 */
export function neighbour(picture: Placed, from: string, direction: Direction): string | undefined {
  const { nodes, lines } = picture;
  const here = nodes.find(({ id }) => id === from);
  if (!here) return undefined;
  const linked = new Set(
    direction === 'right'
      ? lines.filter((line) => line.from === from).map(({ to }) => to)
      : lines.filter((line) => line.to === from).map((line) => line.from),
  );
  const isThere = ({ id, y }: PlacedNode): boolean => {
    if (direction === 'left' || direction === 'right') return linked.has(id);
    return direction === 'up' ? y < here.y : y > here.y;
  };
  const distance = ({ x, y }: PlacedNode): number =>
    direction === 'left' || direction === 'right'
      ? Math.abs(y - here.y)
      : Math.abs(y - here.y) + 4 * Math.abs(x - here.x);
  const nearest = nodes
    .filter((node) => node.id !== from && isThere(node))
    .reduce<PlacedNode | undefined>(
      (best, node) => (best === undefined || distance(node) < distance(best) ? node : best),
      undefined,
    )?.id;
  return nearest ?? (direction === 'right' ? nextInRow(picture, here) : undefined);
}

/** A soft line through the points. */
export function curve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let before = first;
  const parts = rest.map((point) => {
    const middle = (before.x + point.x) / 2;
    const part = `C ${middle} ${before.y} ${middle} ${point.y} ${point.x} ${point.y}`;
    before = point;
    return part;
  });
  return [`M ${first.x} ${first.y}`, ...parts].join(' ');
}
