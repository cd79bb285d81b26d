import { join } from 'node:path';
import type { EventDraft } from '@contract/events.ts';
import { reduce } from '@contract/reduce.ts';
import { standLimits } from '@contract/stands.ts';
import { emptyView, type View } from '@contract/view.ts';
import { expect, test } from 'vitest';
import { openStore } from '../../../src-main/adapters/sqlite/open-store.ts';
import { memoryLog } from '../../support/memory-log.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const base = { actor: { kind: 'tutti' as const }, run: 1, cause: null };
const found = (at: number): EventDraft => ({
  ...base,
  kind: 'overlap.found',
  data: { id: 'spec_1_1_1', other: `spec_1_1_${at}`, files: ['a'], count: 1 },
});

test('of overlaps past the limit the first that is over is forgotten, in the rows as in the fold', () => {
  const opened = openStore(join(tempFolder(), 'log.db'), { now: () => 1, log: memoryLog() });
  if (!opened.ok) throw new Error(opened.error.message);
  const { store } = opened.value;
  const all = Array.from({ length: standLimits.overlaps }, (_, at) => found(at + 2));
  const gone = { id: 'spec_1_1_1', other: 'spec_1_1_5', why: 'changed' as const };
  const events = store.commit([
    { ...base, kind: 'run.started', data: { run: 1, title: 'many' } },
    ...all,
    { ...base, kind: 'overlap.gone', data: gone },
    found(9001),
    found(9002),
  ]);
  const folded: View = events.reduce(reduce, emptyView);
  expect(store.view().overlaps).toEqual(folded.overlaps);
  expect(folded.overlaps).toHaveLength(standLimits.overlaps);
  const others = folded.overlaps.map(({ other }) => other);
  expect(others.slice(0, 4)).toEqual(['spec_1_1_3', 'spec_1_1_4', 'spec_1_1_6', 'spec_1_1_7']);
  expect(others.slice(-2)).toEqual(['spec_1_1_9001', 'spec_1_1_9002']);
  store.close();
});
