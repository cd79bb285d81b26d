import { type JSX, useMemo } from 'react';
import { axisTicks } from './axis-ticks.ts';
import { type Placed, xOf } from './scene.ts';

/** The time of day, at round moments. */
export const Axis = (placed: Placed): JSX.Element => {
  const { sight, width } = placed;
  const ticks = useMemo(() => axisTicks(sight, width), [sight, width]);
  return (
    <div className="tl-axis ds-figures" aria-hidden="true">
      {ticks.map(({ at, words }) => (
        <span key={at} style={{ transform: `translateX(${xOf(placed, at)}px)` }}>
          {words}
        </span>
      ))}
    </div>
  );
};
