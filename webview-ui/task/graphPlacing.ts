import { Graph as Layers, layout } from '@dagrejs/dagre';
import { blocksOf, lineInto, membersAt } from './graphBlocks';
import { linesOf, NODE, type Line, type Placed, type PlacedLine, type Point, type Shape } from './graphLayout';

const BETWEEN_LAYERS = 48;
/** Lines to more steps than these are drawn as one that branches. */
const MOST_SINGLE = 6;

/** From left to right: what comes before stands before. */
export function placed(graph: Shape): Placed {
  const layers = new Layers({ multigraph: false });
  layers.setGraph({ rankdir: 'LR', nodesep: 14, ranksep: BETWEEN_LAYERS, marginx: 16, marginy: 16 });
  layers.setDefaultEdgeLabel(() => ({}));
  const lines = linesOf(graph);
  const blocks = blocksOf(
    graph.nodes.map(({ id }) => id),
    lines,
  );
  const blockOf = new Map(blocks.flatMap((block) => block.members.map((id) => [id, block] as const)));
  for (const { id } of graph.nodes) if (!blockOf.has(id)) layers.setNode(id, { ...NODE });
  for (const { id, from, width, height } of blocks) {
    layers.setNode(id, { width, height });
    layers.setEdge(from, id, { weight: 1 });
  }
  for (const { from, to, kind } of lines)
    // Steps that can begin stand beside their task, not before what they lead to.
    if (!blockOf.has(to)) layers.setEdge(from, to, { weight: kind === 'step' ? 9 : 1 });
  layout(layers);
  const stepsOf = new Map<string, number>();
  for (const { from, kind } of lines) if (kind === 'step') stepsOf.set(from, (stepsOf.get(from) ?? 0) + 1);
  const middle = (id: string): Point => layers.node(id) as Point;
  const members = new Map(blocks.flatMap((block) => [...membersAt(block, middle(block.id))]));
  const isOneOfMany = ({ from, kind }: Line): boolean => kind === 'step' && (stepsOf.get(from) ?? 0) > MOST_SINGLE;
  const { width = 0, height = 0 } = layers.graph() as { width?: number; height?: number };
  return {
    width,
    height,
    nodes: graph.nodes.map(({ id }) => {
      const { x, y } = members.get(id) ?? middle(id);
      return { id, x: x - NODE.width / 2, y: y - NODE.height / 2 };
    }),
    lines: lines.map((line): PlacedLine => {
      const { x, y } = middle(line.from);
      const start = { x: x + NODE.width / 2, y };
      const block = blockOf.get(line.to);
      const member = members.get(line.to);
      if (block && member) return { ...line, branches: true, points: lineInto(block, start, middle(block.id), member) };
      const end = { x: middle(line.to).x - NODE.width / 2, y: middle(line.to).y };
      if (isOneOfMany(line) && end.x - start.x <= BETWEEN_LAYERS) {
        const trunk = start.x + BETWEEN_LAYERS / 2;
        return { ...line, branches: true, points: [start, { x: trunk, y: start.y }, { x: trunk, y: end.y }, end] };
      }
      const { points } = layers.edge(line.from, line.to) as { points: Point[] };
      return { ...line, branches: false, points };
    }),
  };
}
