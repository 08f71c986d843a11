import type { TargetedPointerEvent } from 'preact';
import { useRef } from 'preact/hooks';

/** A press that moves less than this is a click. */
const CLICK = 4;

interface Drag {
  readonly x: number;
  readonly y: number;
  readonly left: number;
  readonly top: number;
}

/** A frame is moved over its picture by dragging that with the mouse, wherever one takes hold of it. A finger can do so anyway. */
export function useDrag() {
  const drag = useRef<Drag | undefined>(undefined);
  return {
    onPointerDown: ({
      currentTarget: frame,
      pointerType,
      button,
      clientX,
      clientY,
    }: TargetedPointerEvent<HTMLElement>) => {
      if (pointerType !== 'mouse' || button !== 0) return;
      drag.current = { x: clientX, y: clientY, left: frame.scrollLeft, top: frame.scrollTop };
    },
    onPointerMove: ({
      currentTarget: frame,
      pointerId,
      buttons,
      clientX,
      clientY,
    }: TargetedPointerEvent<HTMLElement>) => {
      const { current: from } = drag;
      if (!from) return;
      if (buttons === 0) {
        drag.current = undefined;
        return;
      }
      if (!frame.hasPointerCapture(pointerId)) {
        if (Math.hypot(clientX - from.x, clientY - from.y) < CLICK) return;
        // From here on the release is no click on a task.
        frame.setPointerCapture(pointerId);
      }
      frame.scrollTo(from.left + from.x - clientX, from.top + from.y - clientY);
    },
    onPointerUp: () => {
      drag.current = undefined;
    },
  };
}
