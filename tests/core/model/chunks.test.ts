import {
  type Chunks,
  chunkSize,
  chunksOf,
  countOf,
  fromLast,
  itemAt,
  lastItem,
  placeWhere,
  withAdded,
  withItemAt,
} from '@contract/chunks.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';

/** What is frozen throws when it is written. */
const frozen = <T>(list: Chunks<T>): Chunks<T> => {
  for (const chunk of list) Object.freeze(chunk);
  return Object.freeze(list);
};

const change = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('add' as const), item: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('put' as const), at: fc.nat(), item: fc.nat() }) },
);

test('a list in pieces is the flat list after any changes, and those before it stay as they were', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 3 * chunkSize + 1 }),
      fc.array(change, { minLength: 1, maxLength: 60 }),
      (length, changes) => {
        let flat = Array.from({ length }, (_, at) => at);
        let list = frozen(chunksOf(flat));
        for (const { item, ...one } of changes) {
          const [listBefore, flatBefore] = [list, flat];
          const at = one.kind === 'put' && flat.length > 0 ? one.at % flat.length : null;
          flat = at === null ? [...flat, item] : flat.with(at, item);
          list = frozen(at === null ? withAdded(list, item) : withItemAt(list, at, item));
          expect(listBefore.flat()).toEqual(flatBefore);
          // One and the same form for the same content, however it came about: rows and fold are compared.
          expect(list).toEqual(chunksOf(flat));
          expect([countOf(list), lastItem(list)]).toEqual([flat.length, flat.at(-1)]);
          const place = at ?? flat.length - 1;
          expect([itemAt(list, place), itemAt(list, flat.length)]).toEqual([item, undefined]);
          expect(placeWhere(list, (other) => other === item)).toBe(flat.indexOf(item));
        }
        expect([...fromLast(list)]).toEqual(flat.toReversed());
      },
    ),
  );
});

test('there is nothing at a place that a list does not have', () => {
  const list = chunksOf([1, 2]);
  expect([-1, 0.5, Number.NaN, 2, chunkSize].map((place) => itemAt(list, place))).toEqual(
    Array.from({ length: 5 }, () => undefined),
  );
  expect(() => withItemAt(list, 2, 9)).toThrow(RangeError);
  expect(() => withItemAt([], 0, 9)).toThrow(RangeError);
  expect(placeWhere(list, (item) => item === 3)).toBe(-1);
});

test('a change of a long list copies one piece of it', () => {
  const before = chunksOf(Array.from({ length: 100_000 }, (_, at) => ({ at })));
  const copied = (after: Chunks<{ at: number }>) => after.filter((chunk, at) => chunk !== before[at]).length;
  expect(copied(withItemAt(before, 50_000, { at: -1 }))).toBe(1);
  expect(copied(withAdded(before, { at: -1 }))).toBe(1);
});
