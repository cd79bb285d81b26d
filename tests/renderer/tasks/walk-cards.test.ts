import { expect, it } from 'vitest';
import { type Box, nextCard } from '../../../src-renderer/tasks/walk-cards.ts';

const at = (id: string, left: number, top: number): Box => ({ id, left, top, width: 100, height: 60 });

const boxes = [
  at('a', 0, 0),
  at('b', 0, 70),
  at('c', 0, 140),
  at('d', 120, 10),
  at('e', 120, 150),
  at('f', 400, 70),
];

it('arrows go to the nearest card that way, and stop at the edge', () => {
  expect(nextCard(boxes, 'a', 'down')).toBe('b');
  expect(nextCard(boxes, 'b', 'up')).toBe('a');
  expect(nextCard(boxes, 'a', 'right')).toBe('d');
  expect(nextCard(boxes, 'c', 'right')).toBe('e');
  expect(nextCard(boxes, 'd', 'down')).toBe('e');
  expect(nextCard(boxes, 'd', 'right')).toBe('f');
  expect(nextCard(boxes, 'a', 'up')).toBeUndefined();
  expect(nextCard(boxes, 'f', 'right')).toBeUndefined();
});

it('begin at the first card where the last one is gone', () => {
  expect(nextCard(boxes, 'gone', 'down')).toBe('a');
  expect(nextCard([], 'gone', 'down')).toBeUndefined();
});
