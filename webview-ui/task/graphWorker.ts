import type { Shape } from './graphLayout';
import { placed } from './graphPlacing';

/** What is to be placed and where everything is, with the number by which the page knows what it has asked for. */
export interface ToPlace {
  readonly id: number;
  readonly graph: Shape;
}

// A worker's own global, which the types of a page do not know.
const scope = globalThis as unknown as {
  onmessage: (event: MessageEvent<ToPlace>) => void;
  postMessage(message: unknown): void;
};

scope.onmessage = ({ data: { id, graph } }) => scope.postMessage({ id, picture: placed(graph) });
