import { describe, expect, it } from 'vitest';
import { gridOf, smallestPane } from '../../../src-renderer/terminal-panes/grid-of.ts';

describe('the grid of panes', () => {
  it('tiles a wide room evenly', () => {
    expect(gridOf(1, 1200, 800)).toEqual({ columns: 1, rows: 1, rowHeight: 800 });
    expect(gridOf(2, 1200, 600)).toMatchObject({ columns: 2, rows: 1 });
    expect(gridOf(4, 1200, 800)).toMatchObject({ columns: 2, rows: 2 });
    expect(gridOf(6, 1800, 900)).toMatchObject({ columns: 3, rows: 2 });
    expect(gridOf(9, 1920, 1000)).toMatchObject({ columns: 3, rows: 3 });
  });

  it('keeps a place for every pane, never too small to read', () => {
    for (let count = 1; count <= 200; count++) {
      for (const [width, height] of [
        [300, 400],
        [1060, 820],
        [2560, 1400],
      ] as const) {
        const { columns, rows, rowHeight } = gridOf(count, width, height);
        expect(columns * rows).toBeGreaterThanOrEqual(count);
        expect(rowHeight).toBeGreaterThanOrEqual(smallestPane.height);
        if (columns > 1) expect(width / columns).toBeGreaterThanOrEqual(smallestPane.width);
      }
    }
  });

  it('gives an answer for a room that was not measured and for no panes', () => {
    expect(gridOf(0, 0, 0)).toMatchObject({ columns: 1, rows: 1 });
    expect(gridOf(3, 0, 0)).toMatchObject({ columns: 1, rows: 3 });
  });
});
