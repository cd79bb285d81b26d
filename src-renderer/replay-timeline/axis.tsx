import type { ScaleLinear } from 'd3';
import { scaleTime } from 'd3';
import type { JSX } from 'react';
import { clockWords } from '../design/time-words.ts';

/** Pixels for each time of day. It needs 64; d3 takes round steps, of which there may be half as many again as asked for. */
const tickWidth = 140;

type AxisProps = { readonly x: ScaleLinear<number, number>; readonly width: number };

/** The time of day, at round moments. */
export const Axis = ({ x, width }: AxisProps): JSX.Element => {
  const ticks = scaleTime(x.domain(), x.range()).ticks(Math.max(1, Math.floor(width / tickWidth)));
  return (
    <div className="tl-axis ds-figures" aria-hidden="true">
      {ticks.map((tick) => (
        <span key={tick.getTime()} style={{ transform: `translateX(${x(tick.getTime())}px)` }}>
          {clockWords(tick.getTime())}
        </span>
      ))}
    </div>
  );
};
