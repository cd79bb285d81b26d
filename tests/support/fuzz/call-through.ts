import type { Stage } from '../stage.ts';

/** Turns of the event loop after which a call that has not answered waits for time to go by. */
const patience = 40;

/** The longest that a call waits by itself (an inbox, a lock) is under a minute. */
const stepMs = 60_000;

/** Awaits a call; where it waits for the clock, the clock is turned. `waited`: that was needed. */
export const callThrough = async <T>(
  stage: Stage,
  call: Promise<T>,
): Promise<{ answer: T; waited: boolean }> => {
  const state = { over: false };
  const ended = () => {
    state.over = true;
  };
  call.then(ended, ended);
  let waited = false;
  for (let turn = 1; !state.over; turn += 1) {
    await new Promise((next) => setImmediate(next));
    if (turn % patience !== 0 || state.over) continue;
    waited = true;
    await stage.clock.advance(stepMs);
  }
  return { answer: await call, waited };
};
