import type { Wish } from '@contract/approvals.ts';
import type { View } from '@contract/view.ts';

/** Wishes that nobody has decided yet. */
export const waitingWishes = ({ approvals }: Pick<View, 'approvals'>): Wish[] =>
  approvals.filter(({ granted }) => !granted);
