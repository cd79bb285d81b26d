import { afterEach, expect } from 'vitest';
import { unledOf } from '../../src-main/core/model/origins.ts';
import type { Store } from '../../src-main/core/ports/store.ts';

const missing: string[] = [];

/** Whatever a stage's project does by itself must name what led to it: the test in which it does not fails. Made-up events have none. */
export const watchCauses = (store: Store): void => {
  const commit = store.commit.bind(store);
  store.commit = (drafts, secrets) => {
    const events = commit(drafts, secrets);
    for (const event of events)
      if (event.cause === null && unledOf(event) === null && !madeUp()) missing.push(JSON.stringify(event));
    return events;
  };
};

/** A test that writes into the log itself stands on the stack right before the store. */
const madeUp = (): boolean => {
  const frames = (new Error().stack ?? '').split('\n').filter((line) => /\/(src-main|tests)\//.test(line));
  const caller = frames.find((line) => !line.includes('watch-causes') && !line.includes('full-disk'));
  return caller?.includes('/tests/') === true;
};

afterEach(() => {
  expect(missing.splice(0), 'events of Tutti’s own without the event that led to them').toEqual([]);
});
