import type { publishEvents } from '@contract/publish-events.ts';
import fc from 'fast-check';

/** What the events of publishing carry. */
export const publishData = (
  id: fc.Arbitrary<string>,
  text: fc.Arbitrary<string>,
): { readonly [K in keyof typeof publishEvents]: fc.Arbitrary<unknown> } => {
  const of = { id: fc.option(id), branch: text, remote: text, as: text };
  const tip = fc.constantFrom('a', 'b').map((digit) => digit.repeat(40));
  return {
    'branch.published': fc.record({ ...of, tip, upToDate: fc.boolean(), link: fc.option(text) }),
    'branch.proposed': fc.record({ ...of, base: text, url: text, existing: fc.boolean() }),
    'branch.unpublished': fc.record({
      ...of,
      step: fc.constantFrom('push', 'pull-request'),
      reason: text,
    }),
  };
};
