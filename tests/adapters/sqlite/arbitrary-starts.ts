import type { approvalEvents } from '@contract/approval-events.ts';
import type { breakerEvents } from '@contract/breaker-events.ts';
import fc from 'fast-check';

type Kinds = keyof typeof breakerEvents | keyof typeof approvalEvents;

/** What the events of breakers and of wishes to spawn carry. */
export const startData = (
  id: fc.Arbitrary<string>,
  text: fc.Arbitrary<string>,
): { readonly [K in Kinds]: fc.Arbitrary<unknown> } => {
  const breaker = {
    scope: fc.constantFrom('profile', 'instance'),
    name: fc.constantFrom('exec_1', 'claude'),
  };
  const wish = { wish: fc.constantFrom('wish_1', 'wish_2'), by: id };
  const terms = fc.record({
    role: fc.constantFrom('manager', 'specialist'),
    parent: fc.option(id),
    profile: text,
    task: text,
    model: fc.option(text),
    branch: fc.option(text),
  });
  return {
    'breaker.opened': fc.record({ ...breaker, until: fc.nat({ max: 1_000_000 }), reason: text }),
    'breaker.halfOpened': fc.record(breaker),
    'breaker.proved': fc.record({ ...breaker, successes: fc.integer({ min: 1, max: 5 }) }),
    'breaker.closed': fc.record(breaker),
    'approval.asked': fc.record({ ...wish, terms }),
    'approval.granted': fc.record(wish),
    'approval.settled': fc.record({ ...wish, spawned: fc.option(id), reason: text }),
    'approval.allowed': fc.record({ run: fc.integer({ min: 1, max: 4 }) }),
    'approval.revoked': fc.record({ run: fc.integer({ min: 1, max: 4 }) }),
  };
};
