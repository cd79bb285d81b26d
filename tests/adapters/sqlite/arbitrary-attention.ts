import type { attentionEvents } from '@contract/attention-events.ts';
import fc from 'fast-check';

const keys = fc.array(fc.constantFrom('crash 1 exec_1 1', 'wish 1 wish_1', 'breaker profile ä b', 'x'), {
  minLength: 1,
  maxLength: 5,
});

/** What the events of what the person is told of carry. Some keys come twice, and some pass that were never told. */
export const attentionData: { readonly [K in keyof typeof attentionEvents]: fc.Arbitrary<unknown> } = {
  'attention.told': fc.record({ keys }),
  'attention.passed': fc.record({ keys }),
};
