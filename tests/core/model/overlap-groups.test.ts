import { attentionEntries } from '@contract/attention-entries.ts';
import { aboveBoth, namesWords, overlapGroups, standingOverlaps } from '@contract/overlap-groups.ts';
import { expect, test } from 'vitest';
import { addOverlaps } from '../../support/mock-stands.ts';
import { createTape, type EventTape, sampleRun } from '../../support/sample-events.ts';

const tapeOf = (overlaps: number): EventTape => {
  const tape = sampleRun(12, 0, false);
  addOverlaps(tape, overlaps);
  return tape;
};

const told = (tape: EventTape) => attentionEntries(tape.view).filter(({ kind }) => kind === 'overlap');

const end = (tape: EventTape, id: string): void => {
  const from = tape.view.instances[id]?.state ?? 'ready';
  tape.add('instance.changed', { id, from, to: 'terminated', witness: 'person', reason: 'ended' });
};

test('two whose work would conflict are one thing, which leads to them and goes with its reason', () => {
  const tape = tapeOf(1);
  expect(told(tape)).toEqual([
    {
      key: 'overlap 12 spec_1_1_1 spec_1_1_2',
      kind: 'overlap',
      instance: 'spec_1_1_1',
      title: 'spec_1_1_1 and spec_1_1_2 would conflict',
      text: 'src/auth/refresh-token.ts, src/auth/session.ts, tests/refresh.test.ts and 2 more',
      counts: true,
    },
  ]);
  tape.add('overlap.gone', { id: 'spec_1_1_1', other: 'spec_1_1_2', why: 'merged' });
  expect(told(tape)).toEqual([]);
});

test('many that meet in one file are one thing, and the same one when another joins', () => {
  const before = told(tapeOf(3)).map(({ key }) => key);
  const after = told(tapeOf(6));
  expect(after.map(({ key }) => key)).toEqual(before);
  expect(after[1]?.title).toBe('spec_1_1_3, spec_1_1_4, spec_1_1_5 and 3 more would conflict');
  const joined = tapeOf(6);
  joined.add('overlap.found', { id: 'spec_1_1_2', other: 'spec_1_1_7', files: ['a'], count: 1 });
  expect(overlapGroups(joined.view.overlaps).map(({ ids }) => ids.length)).toEqual([8]);
});

test('nobody needs to be told once neither of them works any more, or the run is over', () => {
  const tape = tapeOf(1);
  end(tape, 'spec_1_1_1');
  expect(told(tape)).toHaveLength(1);
  end(tape, 'spec_1_1_2');
  expect(told(tape)).toEqual([]);
  const over = tapeOf(2);
  over.add('run.ended', { run: 12 });
  expect(told(over)).toEqual([]);
  expect(standingOverlaps(createTape(0).view)).toEqual([]);
});

test('who is above both is the nearest', () => {
  const { instances } = tapeOf(0).view;
  expect(aboveBoth(instances, 'spec_1_1_1', 'spec_1_1_2')).toBe('mgr_1_1');
  expect(aboveBoth(instances, 'spec_1_1_1', 'spec_1_2_1')).toBe('exec_1');
  expect(aboveBoth(instances, 'exec_1', 'exec_2')).toBeNull();
});

test('names are told in a few words', () => {
  expect(namesWords([])).toBe('');
  expect(namesWords(['a'])).toBe('a');
  expect(namesWords(['a', 'b', 'c'])).toBe('a, b and c');
  expect(namesWords(['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c and 2 more');
  expect(namesWords(['a', 'b'], 20)).toBe('a, b and 18 more');
});
