import type { GraphEdge, GraphNode } from '../../src/shared/taskPanel/view';

export const NODE = { width: 200, height: 44 } as const;

/** What decides where everything is. */
export interface Shape {
  readonly nodes: readonly Pick<GraphNode, 'id' | 'parent'>[];
  readonly edges: readonly Pick<GraphEdge, 'task' | 'dependsOn' | 'met'>[];
}

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
  /** One of those that leave a task together, with corners: drawn once, as a line that branches. */
  readonly branches: boolean;
}

export interface Placed {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly lines: readonly PlacedLine[];
}

export type Line = Omit<PlacedLine, 'points' | 'branches'>;

/**
 * Dependencies, and from each task to those of its steps that wait for no other step of it: the others follow from these, and a
 * line to each would hide what matters.
 */
export function linesOf({ nodes, edges }: Shape): Line[] {
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

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Look {
  readonly scale: number;
  /** What stands in the middle of the frame, or as near to it as the picture's edges let it. */
  readonly middle: Point;
}

/** Everything at once, but not larger than it is. */
export const fitting = ({ width, height }: Size, frame: Size): number =>
  Math.min(1, frame.width / width, frame.height / height);

const middleOf = ({ x, y }: Point): Point => ({ x: x + NODE.width / 2, y: y + NODE.height / 2 });

/**
 * How a picture is opened: as large as all that is linked with the task can be seen. Where that is too much to be read, on where
 * the work is (`opensOn`), with the task beside it as far as both can be seen.
 */
export function opening(
  picture: Placed,
  current: string,
  opensOn: string,
  frame: Size,
  scales: readonly number[],
): Look {
  const { nodes, lines, width, height } = picture;
  const find = (id: string): Point | undefined => nodes.find((node) => node.id === id);
  const [task, work] = [find(current), find(opensOn)];
  if (!task) return { scale: Math.max(...scales), middle: { x: width / 2, y: height / 2 } };
  const linked = new Set(lines.flatMap(({ from, to }) => (from === current ? [to] : to === current ? [from] : [])));
  const around = nodes.filter(({ id }) => linked.has(id) || id === current);
  const middle = middleOf(task);
  const fitting = scales.filter((scale) => around.every((node) => isSeen(node, { scale, middle }, picture, frame)));
  if (fitting.length > 0) return { scale: Math.max(...fitting), middle };
  const scale = Math.min(...scales);
  if (!work) return { scale, middle };
  const both = { x: (middle.x + middleOf(work).x) / 2, y: (middle.y + middleOf(work).y) / 2 };
  const look = { scale, middle: both };
  return [task, work].every((node) => isSeen(node, look, picture, frame)) ? look : { scale, middle: middleOf(work) };
}

function isSeen({ x, y }: Point, { scale, middle }: Look, whole: Size, frame: Size): boolean {
  const isWithin = (from: number, length: number, centre: number, all: number, room: number): boolean => {
    const start = Math.max(0, Math.min(centre * scale - room / 2, all * scale - room));
    return from * scale >= start && (from + length) * scale <= start + room;
  };
  return (
    isWithin(x, NODE.width, middle.x, whole.width, frame.width) &&
    isWithin(y, NODE.height, middle.y, whole.height, frame.height)
  );
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

/** A soft line through the points, or one with corners that lies on those which leave with it. */
export function pathOf({ points, branches }: Pick<PlacedLine, 'points' | 'branches'>): string {
  return branches ? `M ${points.map(({ x, y }) => `${x} ${y}`).join(' L ')}` : curve(points);
}

function curve(points: readonly Point[]): string {
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
