import { type Breaker, type BreakerOf, isBreakerOf } from '@contract/breakers.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { Settings } from '@contract/settings.ts';
import type { View } from '@contract/view.ts';

/**
 * closed -- so many failures within a time --> open -- after a time --> half-open -- so many successes --> closed
 *                                              open <-- one failure --- half-open
 */
export const breakerOf = (view: View, of: BreakerOf): Breaker | undefined =>
  view.breakers.find(isBreakerOf(of));

/** Of moments of failures (milliseconds since 1970), those that count still. */
export const countedFailures = (
  failedAt: readonly number[],
  now: number,
  { withinSeconds }: Settings['breaker'],
): number[] => failedAt.filter((at) => now - at < withinSeconds * 1000);

/** Whether it may be tried now. `trial`: who tries a half-open one at present. */
export const mayTry = (view: View, of: BreakerOf, trial: string | undefined, now: number): Result<void> => {
  const breaker = breakerOf(view, of);
  if (breaker === undefined) return ok(undefined);
  const { scope, name, state, until, reason } = breaker;
  const remedy =
    scope === 'profile'
      ? `Wait, or choose another profile; the person may try at once with: tutti breakers close ${name}`
      : `Wait; the person may try at once with: tutti breakers close ${name}`;
  const field = scope === 'profile' ? 'profile' : 'id';
  if (state === 'open') {
    const seconds = Math.max(1, Math.ceil((until - now) / 1000));
    const message = `${name} failed too often and rests; it is tried again in ${seconds} s. Its last failure: ${reason}`;
    return fail('cannot_start', message, remedy, { field });
  }
  return trial === undefined
    ? ok(undefined)
    : fail('cannot_start', `${name} failed too often and is just being tried (${trial})`, remedy, { field });
};
