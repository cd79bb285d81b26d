import { type BudgetKind, type Budgets, budgetKinds, warnedShare } from '@contract/budgets.ts';
import { dollars, shortCount } from './token-words.ts';

export type BudgetState = 'under' | 'warned' | 'spent';

/** A limit and what is used of it. */
export type BudgetLine = {
  readonly kind: BudgetKind;
  readonly used: number;
  readonly limit: number;
  readonly state: BudgetState;
};

export const stateOf = (used: number, limit: number): BudgetState => {
  if (used >= limit) return 'spent';
  return used >= limit * warnedShare ? 'warned' : 'under';
};

/** The limits that are set, with what is used of each. */
export const budgetLines = (
  limits: Budgets['run'],
  used: Readonly<Record<BudgetKind, number>>,
): BudgetLine[] =>
  budgetKinds.flatMap((kind) => {
    const limit = limits[kind];
    return limit === null ? [] : [{ kind, used: used[kind], limit, state: stateOf(used[kind], limit) }];
  });

/** The one that is nearest to its end; undefined where there is none. */
export const nearest = (lines: readonly BudgetLine[]): BudgetLine | undefined =>
  lines.toSorted((a, b) => b.used / b.limit - a.used / a.limit)[0];

/** An amount short: `412k`, `$4.10`, `72`. Minutes are cut off, so that no minute counts before it is over. */
export const figureOf = (kind: BudgetKind, amount: number): string => {
  if (kind === 'cost') return dollars(amount);
  return kind === 'tokens' ? shortCount(amount) : String(Math.floor(amount));
};

const units: Record<BudgetKind, string> = { tokens: ' tokens', cost: '', minutes: ' min' };

/** `2M tokens`, `$5.00`, `90 min`. */
export const limitOf = (kind: BudgetKind, limit: number): string => `${figureOf(kind, limit)}${units[kind]}`;

/** `412k of 2M tokens`. */
export const lineWords = ({ kind, used, limit }: BudgetLine): string =>
  `${figureOf(kind, used)} of ${limitOf(kind, limit)}`;

/** All limits of a scope: `2M tokens, $5.00, 90 min`; `none`. */
export const limitsWords = (limits: Budgets['run']): string => {
  const set = budgetKinds.flatMap((kind) => {
    const limit = limits[kind];
    return limit === null ? [] : [limitOf(kind, limit)];
  });
  return set.length === 0 ? 'none' : set.join(', ');
};

/** What comes of it when a budget is used up. */
export const whenSpent = {
  run: 'Nothing more is handed over and nobody is spawned; every agent finishes the turn it is in.',
  instance: 'Nothing more is handed to it; it finishes the turn it is in.',
} as const;
