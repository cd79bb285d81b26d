export type Direction = 'up' | 'down' | 'left' | 'right';

/** Where a card is drawn, in pixels. */
export type Box = {
  readonly id: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

const directions: Record<string, Direction> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

export const directionOf = (key: string): Direction | undefined => directions[key];

/** Straight on counts; what lies aside is further than it looks. */
const asideCosts = 4;

const distance = (from: Box, to: Box, direction: Direction): number | null => {
  const dx = to.left + to.width / 2 - (from.left + from.width / 2);
  const dy = to.top + to.height / 2 - (from.top + from.height / 2);
  const upright = direction === 'up' || direction === 'down';
  const along = upright ? dy : dx;
  const ahead = direction === 'up' || direction === 'left' ? -along : along;
  // Less than half a card is the same row or column.
  if (ahead < (upright ? from.height : from.width) / 2) return null;
  return ahead + asideCosts * Math.abs(upright ? dx : dy);
};

/** The nearest card in that direction; undefined at the edge. */
export const nextCard = (boxes: readonly Box[], fromId: string, direction: Direction): string | undefined => {
  const from = boxes.find(({ id }) => id === fromId);
  if (from === undefined) return boxes[0]?.id;
  let best: { id: string; far: number } | undefined;
  for (const box of boxes) {
    const far = box.id === fromId ? null : distance(from, box, direction);
    if (far !== null && (best === undefined || far < best.far)) best = { id: box.id, far };
  }
  return best?.id;
};
