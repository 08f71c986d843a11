import type { Place } from '../place';

export type Answer = Awaited<ReturnType<Place['finish']>>;

/** How a worker came to say that it is done, and what is to come of it. */
export interface Story {
  readonly told: string;
  /** Plays it up to the answer to whoever finishes. */
  readonly play: (place: Place) => Promise<Answer>;
  readonly outcome: 'verified' | 'failed' | 'unverifiable';
  /** The path that it is about, and what is said of it. */
  readonly says?: readonly [path: string, status: string, reason: RegExp];
  /** Not on every system, or not for everybody. */
  readonly unless?: boolean;
}

export const isWindows = process.platform === 'win32';
