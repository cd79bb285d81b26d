/** A pane below this size shows neither 40 columns nor 9 rows at 13 px: then the grid scrolls. Pixels. */
export const smallestPane = { width: 340, height: 190 } as const;

/** A terminal reads best when it is about so much wider than high (80 columns by 24 rows of 8 by 17 px, and its header). */
const bestRatio = 1.5;

export type Grid = {
  readonly columns: number;
  readonly rows: number;
  /** Pixels of one row; more than the room over `rows` when it scrolls. */
  readonly rowHeight: number;
};

/** How to tile `count` panes in a room, in pixels: as even as can be, each as near to a terminal's proportions as can be. */
export const gridOf = (count: number, width: number, height: number): Grid => {
  const most = Math.max(1, Math.min(count, Math.floor(width / smallestPane.width)));
  let best: Grid = { columns: 1, rows: Math.max(1, count), rowHeight: 0 };
  let bestCost = Infinity;
  for (let columns = 1; columns <= most; columns++) {
    const rows = Math.max(1, Math.ceil(count / columns));
    const rowHeight = Math.max(smallestPane.height, height / rows);
    const proportion = Math.abs(Math.log(width / columns / rowHeight / bestRatio));
    // What must be scrolled for is worse than any proportion; an empty place is a little worse than none.
    const hidden = Math.max(0, (rows * rowHeight) / Math.max(1, height) - 1);
    const cost = proportion + hidden * 10 + (columns * rows - count) * 0.15;
    if (cost < bestCost) {
      bestCost = cost;
      best = { columns, rows, rowHeight };
    }
  }
  return best;
};
