/** One measured line of the table. */
export interface Figure {
  readonly what: string;
  readonly unit: string;
  readonly ours: number;
  readonly rival?: number | undefined;
  /** Ours to the rival's, when it is not simply one divided by the other (medians of pairs, say). */
  readonly ratio?: number | undefined;
  readonly budget?: string | undefined;
  readonly met?: boolean | undefined;
}

/** A budget on our own figure. */
export function atMost(limit: number, unit: string, ours: number): Pick<Figure, 'budget' | 'met'> {
  return { budget: `≤ ${limit} ${unit}`, met: ours <= limit };
}

export function atLeast(limit: number, unit: string, value: number): Pick<Figure, 'budget' | 'met'> {
  return { budget: `≥ ${limit} ${unit}`, met: value >= limit };
}

export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN;
}
