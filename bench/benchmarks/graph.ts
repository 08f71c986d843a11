import type { Shape } from '../../webview-ui/task/graphLayout';
import { placed } from '../../webview-ui/task/graphPlacing';
import { median } from '../figure';
import type { Benchmark } from '../setting';
import { Random } from '../stores/random';

/** As many as a panel shows. */
const NODES = 200;

const node = (id: string, parent: string | null) => ({ id, parent });
const ids = Array.from({ length: NODES }, (_, at) => `task_${at}`);
const after = (at: number, before: number) => ({
  task: ids[at] ?? '',
  dependsOn: ids[before] ?? '',
  met: false,
});

/** Shapes that work has: one after the other, a goal with steps side by side, and steps that wait for two others each. */
function shapes(): Record<string, Shape> {
  const random = new Random(7);
  const rest = ids.slice(1).map((_, at) => at + 1);
  const tangled = rest.flatMap((at) => [
    after(at, at - 1 - random.below(Math.min(at, 20))),
    after(at, random.below(at)),
  ]);
  const distinct = [...new Map(tangled.map((edge) => [`${edge.task} ${edge.dependsOn}`, edge])).values()];
  return {
    'in a row': { nodes: ids.map((id) => node(id, null)), edges: rest.map((at) => after(at, at - 1)) },
    'below one goal': {
      nodes: ids.map((id, at) => node(id, at === 0 ? null : (ids[0] ?? ''))),
      edges: [],
    },
    'each after two others': { nodes: ids.map((id) => node(id, null)), edges: distinct },
  };
}

/** How long a panel's page takes to lay its graph out; in V8, as in the page. */
export const graph: Benchmark = ({ quick }, report) => {
  for (const [shape, of] of Object.entries(shapes())) {
    const times = Array.from({ length: quick ? 3 : 15 }, () => {
      const start = performance.now();
      placed(of);
      return performance.now() - start;
    });
    const what = `layout of ${NODES} tasks, ${shape}, ${of.edges.length} dependencies, p50`;
    report({ what, unit: 'ms', ours: median(times) });
  }
  return Promise.resolve();
};
