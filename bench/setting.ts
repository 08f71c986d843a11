import type { Figure } from './figure';

/** What bench/run.mjs hands to each benchmark. */
export interface Setting {
  /** A folder of this benchmark's own, on the disk that is measured. */
  readonly work: string;
  /** Generated stores: about 10 MB, `bigMb` (250 unless told otherwise), and 100,000 tasks with 1,000,000 runs. */
  readonly small: string;
  readonly big: string;
  readonly bigMb: number;
  readonly full: string;
  readonly engineFile: string;
  readonly wasmFile: string;
  /** The server that agents start. */
  readonly agentProgram: string;
  /** The package.json from which better-sqlite3 is loaded, or undefined where it could not be installed. */
  readonly rivalHome?: string;
  /** What a sync costs, when that is fixed. */
  readonly fsyncMs?: number;
  /** Few repetitions, for trying the benchmarks themselves. */
  readonly quick: boolean;
}

export type Report = (figure: Figure) => void;

export type Benchmark = (setting: Setting, report: Report) => Promise<void>;
