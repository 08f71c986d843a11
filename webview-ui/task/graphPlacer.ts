import { useEffect, useState } from 'preact/hooks';
import type { Graph } from '../../src/shared/taskPanel/view';
import type { Placed } from './graphLayout';
import source from './graphWorker.ts?worker';

/** A tangle of 200 tasks takes a second or two to lay out: that is done beside the page, which goes on answering. */
let worker: Worker | undefined;
let lastId = 0;

function theWorker(): Worker {
  // The policy of the page lets it start what it has brought along, and load nothing more.
  worker ??= new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
  return worker;
}

interface PlacedGraph {
  readonly graph: Graph;
  readonly picture: Placed;
}

/** A graph with its picture; until that is there, those of before, and at first nothing. `failed`: there will be none. */
export function usePlaced(graph: Graph): { shown: PlacedGraph | undefined; failed: boolean } {
  const [drawn, setDrawn] = useState<(PlacedGraph & { shape: string }) | undefined>(undefined);
  const [failed, setFailed] = useState(false);
  const shape = JSON.stringify([graph.nodes.map(({ id, parent }) => [id, parent]), graph.edges]);
  useEffect(() => {
    if (shape === drawn?.shape) return undefined;
    const placer = theWorker();
    const id = ++lastId;
    const hear = ({ data }: MessageEvent<{ id: number; picture: Placed }>): void => {
      if (data.id === id) setDrawn({ graph, picture: data.picture, shape });
    };
    const fail = (): void => setFailed(true);
    placer.addEventListener('message', hear);
    placer.addEventListener('error', fail);
    placer.postMessage({ id, graph });
    return () => {
      placer.removeEventListener('message', hear);
      placer.removeEventListener('error', fail);
    };
  }, [shape]);
  // The same shape may have new words in it.
  return { shown: drawn && (drawn.shape === shape ? { graph, picture: drawn.picture } : drawn), failed };
}
