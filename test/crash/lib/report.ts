/** How hard a run tries. */
export interface Settings {
  readonly seed: number;
  readonly long: boolean;
  /** How long each of the experiments that can go on for ever does so, in a long run. */
  readonly minutes: number;
}

/** One way of trying to make the store lose something. */
export interface Experiment {
  readonly name: string;
  readonly about: string;
  run(report: Report, settings: Settings): Promise<void>;
}

interface Check {
  times: number;
  readonly failures: string[];
}

const SHOWN_FAILURES = 5;

/** What one experiment found: checks (each counted once, however often it was made) and figures. */
export class Report {
  readonly #checks = new Map<string, Check>();
  readonly #figures: [string, string][] = [];
  readonly #skipped: string[] = [];
  readonly #progress: (text: string) => void;

  constructor(progress: (text: string) => void) {
    this.#progress = progress;
  }

  expect(what: string, holds: boolean, detail?: () => string): void {
    let check = this.#checks.get(what);
    if (!check) this.#checks.set(what, (check = { times: 0, failures: [] }));
    check.times++;
    if (!holds) check.failures.push(detail?.() ?? '');
  }

  expectEqual(what: string, found: unknown, wanted: unknown, when = ''): void {
    const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)];
    this.expect(what, a === b, () => `${when && `${when}: `}found ${a}, wanted ${b}`);
  }

  figure(name: string, value: string | number): void {
    this.#figures.push([name, typeof value === 'number' ? String(Math.round(value * 10) / 10) : value]);
  }

  skip(why: string): void {
    this.#skipped.push(why);
  }

  progress(text: string): void {
    this.#progress(text);
  }

  get passed(): number {
    return this.#checks.size - this.failures.length;
  }

  /** Checks that did not hold, a line each. */
  get failures(): string[] {
    const failed = [...this.#checks].filter(([, { failures }]) => failures.length > 0);
    return failed.map(([what, { failures }]) => `${what}${failures[0] ? `: ${failures[0].split('\n', 1)[0]}` : ''}`);
  }

  lines(): string[] {
    const lines = this.#figures.map(([name, value]) => `    ${name}: ${value}`);
    lines.push(...this.#skipped.map((why) => `    skipped: ${why}`));
    for (const [what, { times, failures }] of this.#checks) {
      const count = times > 1 ? ` (${times} times)` : '';
      lines.push(failures.length === 0 ? `  ✔ ${what}${count}` : `  ✘ ${what}: ${failures.length} of ${times} failed`);
      for (const failure of failures.slice(0, SHOWN_FAILURES)) lines.push(`      ${failure}`);
    }
    return lines;
  }
}

export function percentile(values: readonly number[], fraction: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(fraction * sorted.length))] ?? 0;
}
