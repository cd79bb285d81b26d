import type { Used } from '@contract/usage.ts';

/** What tokens cost, by a table that the person can edit. */
export interface Prices {
  /** US dollars; null for a model that the table does not have. */
  costOf(used: Used): number | null;
}
