import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { fitting, type Look, type Placed, type Point, type Size } from './graphLayout';

const LARGEST = 1.5;
/** Smaller only as far as the whole needs it. */
const SMALLEST = 0.4;
const STEP = 1.25;

export interface Zoom {
  readonly scale: number;
  readonly smallest: number;
  readonly isLargest: boolean;
  /** `place`: what stays where it is, by where it is on the screen; else the middle. */
  readonly by: (factor: number, place?: Point) => void;
  readonly in: () => void;
  readonly out: () => void;
  readonly fit: () => void;
  /** Brings a point of the picture to the middle. */
  readonly show: (point: Point) => void;
}

/** How large a picture is in its frame, and what is to be seen of it. Its first child is as large as the picture. */
export function useZoom(frame: RefObject<HTMLDivElement | null>, picture: Placed, opens: (frame: Size) => Look): Zoom {
  const [scale, setScale] = useState(1);
  const [room, setRoom] = useState<Size>({ width: 1, height: 1 });
  /** Which point of the picture is to come to which place of the frame, once it is drawn in its new size. */
  const held = useRef<{ point: Point; place: Point } | undefined>(undefined);
  const whole = fitting(picture, room);
  const smallest = Math.min(SMALLEST, whole);

  const middle = (): Point => ({
    x: (frame.current?.clientWidth ?? 0) / 2,
    y: (frame.current?.clientHeight ?? 0) / 2,
  });
  /** Where the picture begins, seen from the frame. */
  const start = (): Point => {
    const [outer, inner] = [frame.current, frame.current?.firstElementChild].map((box) => box?.getBoundingClientRect());
    return { x: (inner?.left ?? 0) - (outer?.left ?? 0), y: (inner?.top ?? 0) - (outer?.top ?? 0) };
  };
  const settle = (at: number): void => {
    const { current: box } = frame;
    if (!box || !held.current) return;
    const { point, place } = held.current;
    const from = start();
    box.scrollLeft += from.x + point.x * at - place.x;
    box.scrollTop += from.y + point.y * at - place.y;
  };
  useLayoutEffect(() => {
    const { current: box } = frame;
    if (!box) return undefined;
    const measure = (): Size => {
      const size = { width: box.clientWidth, height: box.clientHeight };
      setRoom(size);
      return size;
    };
    const look = opens(measure());
    held.current = { point: look.middle, place: middle() };
    setScale(look.scale);
    settle(scale);
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => settle(scale), [scale]);

  const set = (next: number, place: Point): void => {
    const from = start();
    held.current = { point: { x: (place.x - from.x) / scale, y: (place.y - from.y) / scale }, place };
    setScale(Math.min(LARGEST, Math.max(smallest, next)));
  };
  const by = (factor: number, place?: Point): void => {
    const outer = frame.current?.getBoundingClientRect();
    set(scale * factor, place && outer ? { x: place.x - outer.left, y: place.y - outer.top } : middle());
  };
  return {
    scale,
    smallest,
    isLargest: scale >= LARGEST,
    by,
    in: () => by(STEP),
    out: () => by(1 / STEP),
    fit: () => set(whole, middle()),
    show: (point) => {
      held.current = { point, place: middle() };
      settle(scale);
    },
  };
}
