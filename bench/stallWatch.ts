import { monitorEventLoopDelay } from 'node:perf_hooks';

const RESOLUTION_MS = 1;
const NS_PER_MS = 1e6;

/** Watches how late the timers of this thread are; the returned function ends that and says how late they were. */
export function watchStalls(): () => { longest: number; p99: number } {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  const late = (ns: number): number => Math.max(0, ns / NS_PER_MS - RESOLUTION_MS);
  return () => {
    delay.disable();
    return { longest: late(delay.max), p99: late(delay.percentile(99)) };
  };
}
