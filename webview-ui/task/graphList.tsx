import type { Graph } from '../../src/shared/taskPanel/view';
import { usePage } from './page';
import { Icon, LinkButton } from './parts';
import { relationsOf } from './relations';

/** The same as the picture, for reading. */
export function GraphList({ graph, current }: { graph: Graph; current: string }) {
  const { does, texts } = usePage();
  const relations = relationsOf(graph, texts);
  return (
    <ul class="rows">
      {graph.nodes.map(({ id, title, standing, note, waits }) => (
        <li key={id} class="row">
          <Icon name={standing.icon} color={standing.color} />
          <div>
            {id === current ? (
              <strong>{title}</strong>
            ) : (
              <LinkButton onClick={() => void does({ ask: 'openTask', task: id })}>{title}</LinkButton>
            )}{' '}
            <span class="quiet">
              {[id === current ? texts.thisTask : '', waits ? '' : standing.words, note, ...(relations.get(id) ?? [])]
                .filter((part) => part !== '')
                .join(' · ')}
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}
