import { deepStrictEqual } from 'node:assert/strict';
import type { View } from '@contract/view.ts';

/**
 * Two readings of the log are the same, the order of their lists and of their instances included. Not by `toStrictEqual`: it compares
 * what `constructor` is, and takes two equal records for different ones where an agent has named a conversation so.
 */
export const expectSameView = (one: View, other: View): void => {
  deepStrictEqual(one, other);
  deepStrictEqual(Object.keys(one.instances), Object.keys(other.instances));
};
