import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Graph } from '../../src/shared/taskPanel/view';
import { useDrag } from './graphDrag';
import { neighbour, NODE, opening, pathOf, type Direction, type Placed, type PlacedLine } from './graphLayout';
import { useZoom } from './graphZoom';
import { usePage } from './page';
import { Icon, IconButton } from './parts';
import { relationsOf } from './relations';

/** Smaller ones are for looking around, larger ones for looking closely. */
const READABLE = [0.7, 0.85, 1] as const;
/** Smaller than this nothing can be read: what is left of a task is how it stands. */
const FAR = 0.45;

const keys: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** Tasks as boxes from left to right. One of them takes part in the Tab order; arrow keys go on from there. */
export function GraphPicture({ graph, picture, current }: { graph: Graph; picture: Placed; current: string }) {
  const { does, texts } = usePage();
  const [focused, setFocused] = useState(current);
  const frame = useRef<HTMLDivElement>(null);
  const zoom = useZoom(frame, picture, (room) => opening(picture, current, graph.opensOn, room, READABLE));
  const drag = useDrag();
  const relations = useMemo(() => relationsOf(graph, texts), [graph]);
  const active = graph.nodes.some(({ id }) => id === focused) ? focused : current;
  const { scale } = zoom;

  const drawn = useRef(picture);
  useLayoutEffect(() => {
    // Everything has another place: one goes on from the task that has the keyboard.
    const node = picture === drawn.current ? undefined : picture.nodes.find(({ id }) => id === active);
    drawn.current = picture;
    if (node) zoom.show({ x: node.x + NODE.width / 2, y: node.y + NODE.height / 2 });
  }, [picture]);

  const move = (event: KeyboardEvent): void => {
    const direction = keys[event.key];
    if (!direction) return;
    event.preventDefault();
    const next = neighbour(picture, active, direction);
    if (next === undefined) return;
    setFocused(next);
    frame.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(next)}"]`)?.focus();
  };
  const wheel = (event: WheelEvent): void => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoom.by(Math.exp(-event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 0.002 : 0.06)), {
      x: event.clientX,
      y: event.clientY,
    });
  };
  // Those of the task that has the keyboard lie above the others.
  const lines = [...picture.lines].sort((a, b) => Number(isNear(a, active)) - Number(isNear(b, active)));
  return (
    <div class="graph">
      <div class="zoom">
        <button type="button" class="link" onClick={zoom.fit}>
          {texts.fit}
        </button>
        <IconButton icon="zoom-out" label={texts.zoomOut} disabled={scale <= zoom.smallest} onClick={zoom.out} />
        <IconButton icon="zoom-in" label={texts.zoomIn} disabled={zoom.isLargest} onClick={zoom.in} />
      </div>
      <div
        class="frame"
        ref={frame}
        role="group"
        aria-label={texts.graphLabel}
        style={{ height: `${picture.height}px` }}
        onKeyDown={move}
        onWheel={wheel}
        {...drag}
      >
        <div class="sized" style={{ width: `${picture.width * scale}px`, height: `${picture.height * scale}px` }}>
          <div
            class={scale < FAR ? 'scaled far' : 'scaled'}
            style={{ transform: `scale(${scale})`, '--hairline': `${1 / scale}px` }}
          >
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
              {lines.map((line) => (
                <path key={`${line.from} ${line.to}`} class={lineClass(line, active)} d={pathOf(line)} {...end(line)} />
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

/** A line that branches to many is told apart only where it reaches one of them. */
const isNear = ({ from, to, branches }: PlacedLine, active: string): boolean =>
  to === active || (from === active && !branches);

const lineClass = (line: PlacedLine, active: string): string =>
  `line-${line.kind}${line.branches ? ' branches' : ''}${isNear(line, active) ? ' near' : ''}`;

/** Lines of dependencies have a direction; a step simply belongs. */
const end = ({ kind }: PlacedLine) => (kind === 'step' ? {} : { 'marker-end': 'url(#arrow)' });
