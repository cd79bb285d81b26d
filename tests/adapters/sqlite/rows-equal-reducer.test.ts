import { join } from 'node:path';
import type { TuttiEvent } from '@contract/events.ts';
import { reduce } from '@contract/reduce.ts';
import { emptyView, type View } from '@contract/view.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openStore } from '../../../src-main/adapters/sqlite/open-store.ts';
import type { Store } from '../../../src-main/core/ports/store.ts';
import { memoryLog } from '../../support/memory-log.ts';
import { expectSameView } from '../../support/same-view.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { draftBatches } from './arbitrary-drafts.ts';

const fold = (view: View, events: readonly TuttiEvent[]): View => events.reduce(reduce, view);

const reopened = (file: string, now: () => number): Store => {
  const result = openStore(file, { now, log: memoryLog() });
  if (!result.ok) throw new Error(result.error.message);
  return result.value.store;
};

test('the rows equal the fold of the events, at every commit and after a reopening', () => {
  const folder = tempFolder();
  let files = 0;
  const check = fc.property(draftBatches, fc.double({ min: 0, max: 1e13, noNaN: true }), (batches, began) => {
    files += 1;
    const file = join(folder, `${files}.db`);
    let time = began + 0;
    const now = () => {
      time += 7;
      return time;
    };
    const store = reopened(file, now);
    let folded: View = emptyView;
    for (const batch of batches) {
      folded = fold(folded, store.commit(batch));
      expectSameView(store.view(), folded);
    }
    store.close();
    const again = reopened(file, now);
    expectSameView(again.view(), folded);
    const log = again.events({ after: 0, limit: 5000, newest: false });
    expect(log.map(({ seq }) => seq)).toEqual(log.map((_, at) => at + 1));
    expectSameView(fold(emptyView, log), folded);
    again.close();
  });
  fc.assert(check, { numRuns: 60 });
}, 60_000);
