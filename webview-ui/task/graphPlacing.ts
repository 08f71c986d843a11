import { Graph as Layers, layout } from '@dagrejs/dagre';
import type { Graph } from '../../src/shared/taskPanel/view';
import { blocksOf, lineInto, membersAt } from './graphBlocks';
import { linesOf, NODE, type Placed, type Point } from './graphLayout';

/** From left to right: what comes before stands before. */
export function placed(graph: Graph): Placed {
  const layers = new Layers({ multigraph: false });
  layers.setGraph({ rankdir: 'LR', nodesep: 14, ranksep: 48, marginx: 16, marginy: 16 });
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
    if (!blockOf.has(to)) layers.setEdge(from, to, { weight: kind === 'step' ? 1 : 3 });
  layout(layers);
  const middle = (id: string): Point => layers.node(id) as Point;
  const members = new Map(blocks.flatMap((block) => [...membersAt(block, middle(block.id))]));
  const { width = 0, height = 0 } = layers.graph() as { width?: number; height?: number };
  return {
    width,
    height,
    nodes: graph.nodes.map(({ id }) => {
      const { x, y } = members.get(id) ?? middle(id);
      return { id, x: x - NODE.width / 2, y: y - NODE.height / 2 };
    }),
    lines: lines.map((line) => {
      const block = blockOf.get(line.to);
      const member = members.get(line.to);
      if (!block || !member)
        return { ...line, points: (layers.edge(line.from, line.to) as { points: Point[] }).points };
      const { x, y } = middle(line.from);
      return { ...line, points: lineInto(block, { x: x + NODE.width / 2, y }, middle(block.id), member) };
    }),
  };
}
