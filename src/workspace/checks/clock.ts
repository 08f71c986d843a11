/** What time it is: as files bear it, which anybody may set, and as it only ever goes on. */
export interface Clock {
  readonly wall: () => number;
  readonly steady: () => number;
}

export const SYSTEM_CLOCK: Clock = { wall: () => Date.now(), steady: () => performance.now() };
