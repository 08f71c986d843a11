import { useEffect, useState } from 'preact/hooks';
import type { Graph, TaskView } from '../../src/shared/taskPanel/view';
import { GraphList } from './graphList';
import { GraphPicture } from './graphPicture';
import { usePlaced } from './graphPlacer';
import { ask, keep, kept } from './host';
import { usePage, useText } from './page';

/** What hangs together with the task: as a picture, and as a list that says the same. */
export function GraphTab({ view }: { view: TaskView }) {
  const { texts } = usePage();
  const text = useText();
  const [graph, setGraph] = useState<Graph | undefined>(undefined);
  const [asList, setAsList] = useState(kept().graphAsList);
  useEffect(() => {
    let isWanted = true;
    ask({ ask: 'graph' }).then(
      (answer) => {
        if (isWanted) setGraph(answer);
      },
      // The task is gone, which the next view says.
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [view]);
  if (!graph) return <p class="quiet">{text('loading')}</p>;
  if (graph.nodes.length < 2) return <p class="quiet">{text('alone')}</p>;
  const choose = (list: boolean): void => {
    setAsList(list);
    keep({ graphAsList: list });
  };
  return (
    <>
      <div class="toolbar">
        <div class="choice" role="group" aria-label={texts.graph}>
          <button type="button" aria-pressed={!asList} onClick={() => choose(false)}>
            {texts.asPicture}
          </button>
          <button type="button" aria-pressed={asList} onClick={() => choose(true)}>
            {texts.asList}
          </button>
        </div>
        {graph.more && <span class="quiet">{texts.moreNodes}</span>}
      </div>
      {asList ? <GraphList graph={graph} current={view.id} /> : <Picture graph={graph} current={view.id} />}
    </>
  );
}

/** The list stands in for a picture that is still to be drawn. */
function Picture({ graph, current }: { graph: Graph; current: string }) {
  const text = useText();
  const { shown, failed } = usePlaced(graph);
  if (shown) return <GraphPicture graph={shown.graph} picture={shown.picture} current={current} />;
  return (
    <>
      {!failed && <p class="quiet">{text('drawing')}</p>}
      <GraphList graph={graph} current={current} />
    </>
  );
}
