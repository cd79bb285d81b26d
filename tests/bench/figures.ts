/** One row of the table: a figure, and what it is held against in the same run. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The measurement of the same run that it is divided by. */
  readonly against?: { readonly name: string; readonly value: number };
  readonly ratio?: number;
  readonly goal?: Goal;
  readonly note?: string;
}

export type Goal = { readonly atMost: number } | { readonly atLeast: number };

export interface Outcome {
  readonly benchmark: string;
  readonly seconds: number;
  readonly figures: readonly Figure[];
  /** Why there are no figures, or not all. */
  readonly failure?: string;
}

/** A figure with its ratio to another one of the same unit. */
export const against = (
  figure: Omit<Figure, 'ratio' | 'against'>,
  base: { name: string; value: number },
): Figure => ({ ...figure, against: base, ratio: figure.value / base.value });

/** How many times less (or more quickly) we are than the other: its figure by ours. */
export const timesLess = (
  figure: Omit<Figure, 'ratio' | 'against'>,
  base: { name: string; value: number },
): Figure => ({ ...figure, against: base, ratio: base.value / figure.value });

/** Undefined when there is nothing to reach. */
export const isMet = ({ goal, ratio }: Figure): boolean | undefined => {
  if (goal === undefined || ratio === undefined) return undefined;
  return 'atMost' in goal ? ratio <= goal.atMost : ratio >= goal.atLeast;
};

/** The nearest-rank percentile, e.g. `share` 0.99; NaN of nothing. */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
};

export const median = (values: readonly number[]): number => percentile(values, 0.5);
