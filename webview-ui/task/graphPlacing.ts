import { Graph as Layers, layout } from '@dagrejs/dagre';
import type { Graph } from '../../src/shared/taskPanel/view';
import { linesOf, NODE, type Placed, type Point } from './graphLayout';

/** From left to right: what comes before stands before. */
export function placed(graph: Graph): Placed {
  const layers = new Layers({ multigraph: false });
  layers.setGraph({ rankdir: 'LR', nodesep: 14, ranksep: 48, marginx: 16, marginy: 16 });
  layers.setDefaultEdgeLabel(() => ({}));
  for (const { id } of graph.nodes) layers.setNode(id, { ...NODE });
  const lines = linesOf(graph);
  for (const { from, to, kind } of lines) layers.setEdge(from, to, { weight: kind === 'step' ? 1 : 3 });
  layout(layers);
  const { width = 0, height = 0 } = layers.graph() as { width?: number; height?: number };
  return {
    width,
    height,
    nodes: graph.nodes.map(({ id }) => {
      const { x, y } = layers.node(id) as Point;
      return { id, x: x - NODE.width / 2, y: y - NODE.height / 2 };
    }),
    lines: lines.map((line) => ({ ...line, points: (layers.edge(line.from, line.to) as { points: Point[] }).points })),
  };
}
