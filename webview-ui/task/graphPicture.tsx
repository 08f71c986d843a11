import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Graph } from '../../src/shared/taskPanel/view';
import { curve, neighbour, NODE, openingScale, type Direction, type Placed, type PlacedLine } from './graphLayout';
import { usePage } from './page';
import { Icon, IconButton } from './parts';
import { relationsOf } from './relations';

const ZOOMS = [0.4, 0.55, 0.7, 0.85, 1, 1.25, 1.5] as const;
/** Smaller ones are for looking around, larger ones for looking closely. */
const READABLE = ZOOMS.filter((scale) => scale >= 0.7 && scale <= 1);

const keys: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** Tasks as boxes from left to right. One of them takes part in the Tab order; arrow keys go on from there. */
export function GraphPicture({ graph, picture, current }: { graph: Graph; picture: Placed; current: string }) {
  const { does, texts } = usePage();
  const [zoom, setZoom] = useState<number | undefined>(undefined);
  const at = zoom ?? ZOOMS.indexOf(1);
  const [focused, setFocused] = useState(current);
  const frame = useRef<HTMLDivElement>(null);
  const relations = useMemo(() => relationsOf(graph, texts), [graph]);
  const scale = ZOOMS[at] ?? 1;
  const active = graph.nodes.some(({ id }) => id === focused) ? focused : current;

  useLayoutEffect(() => {
    const { current: box } = frame;
    if (!box || zoom !== undefined) return;
    const size = { width: box.clientWidth, height: box.clientHeight };
    setZoom(ZOOMS.findIndex((each) => each === openingScale(picture, current, size, READABLE)));
  }, []);
  // The task that this is about stands in the middle, and then the one that has the keyboard.
  useLayoutEffect(() => {
    const node = picture.nodes.find(({ id }) => id === active);
    const { current: box } = frame;
    if (!node || !box) return;
    box.scrollLeft = (node.x + NODE.width / 2) * scale - box.clientWidth / 2;
    box.scrollTop = (node.y + NODE.height / 2) * scale - box.clientHeight / 2;
  }, [picture, scale]);

  const move = (event: KeyboardEvent): void => {
    const direction = keys[event.key];
    if (!direction) return;
    event.preventDefault();
    const next = neighbour(picture, active, direction);
    if (next === undefined) return;
    setFocused(next);
    frame.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(next)}"]`)?.focus();
  };
  return (
    <div class="graph">
      <div class="zoom">
        <IconButton icon="zoom-out" label={texts.zoomOut} disabled={at === 0} onClick={() => setZoom(at - 1)} />
        <IconButton
          icon="zoom-in"
          label={texts.zoomIn}
          disabled={at === ZOOMS.length - 1}
          onClick={() => setZoom(at + 1)}
        />
      </div>
      <div class="frame" ref={frame} role="group" aria-label={texts.graphLabel} onKeyDown={move}>
        <div class="sized" style={{ width: `${picture.width * scale}px`, height: `${picture.height * scale}px` }}>
          <div class="scaled" style={{ transform: `scale(${scale})` }}>
            <svg width={picture.width} height={picture.height} aria-hidden="true" focusable="false">
              <defs>
                <marker
                  id="arrow"
                  viewBox="0 0 8 8"
                  refX="7"
                  refY="4"
                  markerUnits="userSpaceOnUse"
                  markerWidth="8"
                  markerHeight="8"
                  orient="auto"
                >
                  <path class="arrow" d="M 0 0 L 8 4 L 0 8 z" />
                </marker>
              </defs>
              {picture.lines.map((line) => (
                <path
                  key={`${line.from} ${line.to}`}
                  class={lineClass(line, active)}
                  d={curve(line.points)}
                  {...end(line)}
                />
              ))}
            </svg>
            {graph.nodes.map(({ id, title, standing, note }, index) => (
              <button
                key={id}
                type="button"
                data-id={id}
                class="node"
                aria-current={id === current ? 'true' : undefined}
                title={title}
                tabIndex={id === active ? 0 : -1}
                style={{ left: `${picture.nodes[index]?.x ?? 0}px`, top: `${picture.nodes[index]?.y ?? 0}px` }}
                onFocus={() => setFocused(id)}
                onClick={() => void does({ ask: 'openTask', task: id })}
              >
                <span class="node-title">
                  <Icon name={standing.icon} color={standing.color} /> {title}
                </span>
                <span class="node-note">{standing.words}</span>
                <span class="spoken">
                  {[note, ...(relations.get(id) ?? [])].filter((part) => part !== '').join(', ')}
                </span>
              </button>
            ))}
          </div>
        </div>
      </div>
    </div>
  );
}

const lineClass = ({ kind, from, to }: PlacedLine, active: string): string =>
  `line-${kind}${from === active || to === active ? ' near' : ''}`;

/** Lines of dependencies have a direction; a step simply belongs. */
const end = ({ kind }: PlacedLine) => (kind === 'step' ? {} : { 'marker-end': 'url(#arrow)' });
