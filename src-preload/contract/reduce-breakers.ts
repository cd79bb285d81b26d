import { type Breaker, type BreakerOf, isBreakerOf } from './breakers.ts';
import type { TuttiEvent } from './events.ts';
import type { View } from './view.ts';

type BreakerEvent = Extract<TuttiEvent, { kind: `breaker.${string}` }>;

const without = (view: View, of: BreakerOf): Breaker[] => {
  const isIt = isBreakerOf(of);
  return view.breakers.filter((one) => !isIt(one));
};

const changed = (view: View, of: BreakerOf, change: Partial<Breaker>): View => {
  const isIt = isBreakerOf(of);
  return { ...view, breakers: view.breakers.map((one) => (isIt(one) ? { ...one, ...change } : one)) };
};

/** The breakers that are not closed, the last opened last. */
export const withBreaker = (view: View, { kind, data, at }: BreakerEvent): View => {
  switch (kind) {
    case 'breaker.opened': {
      const { scope, name, until, reason } = data;
      const opened: Breaker = { scope, name, state: 'open', openedAt: at, until, reason, successes: 0 };
      return { ...view, breakers: [...without(view, data), opened] };
    }
    case 'breaker.halfOpened':
      return changed(view, data, { state: 'half-open', successes: 0 });
    case 'breaker.proved':
      return changed(view, data, { successes: data.successes });
    case 'breaker.closed':
      return { ...view, breakers: without(view, data) };
    default:
      return kind satisfies never;
  }
};
