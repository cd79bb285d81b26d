import { brushX, type D3BrushEvent, type ScaleLinear, select } from 'd3';
import { type JSX, useEffect, useRef } from 'react';
import type { Span } from './spans.ts';

/** Pixels. */
export const overviewHeight = 24;

type OverviewProps = {
  readonly width: number;
  /** All of the run to pixels. */
  readonly x: ScaleLinear<number, number>;
  readonly sight: Span;
  /** How much happens, 0 to 1, in equal parts of the run. */
  readonly shares: readonly number[];
  onSight(sight: Span): void;
};

/** The run as a whole: what is in sight is brushed out of it. */
export const Overview = ({ width, x, sight, shares, onSight }: OverviewProps): JSX.Element => {
  const frame = useRef<SVGGElement>(null);
  const told = useRef(onSight);
  useEffect(() => {
    told.current = onSight;
  });
  const [left, right] = [x(sight.from), x(sight.to)];
  useEffect(() => {
    if (frame.current === null) return;
    const brush = brushX<unknown>()
      .extent([
        [0, 0],
        [width, overviewHeight],
      ])
      .on('brush end', ({ selection, sourceEvent }: D3BrushEvent<unknown>) => {
        // Moved by this component itself.
        if (sourceEvent === undefined || sourceEvent === null) return;
        const span = selection as [number, number] | null;
        if (span === null) return;
        told.current({ from: x.invert(span[0]), to: x.invert(span[1]) });
      });
    select(frame.current).call(brush).call(brush.move, [left, right]);
  }, [width, x, left, right]);
  const part = width / Math.max(1, shares.length);
  return (
    <svg className="tl-overview" width={width} height={overviewHeight} aria-hidden="true">
      {shares.map((share, at) => (
        <rect
          // Parts of equal length, in their order.
          // biome-ignore lint/suspicious/noArrayIndexKey: fixed parts
          key={at}
          className="tl-share"
          x={at * part}
          width={Math.max(1, part - 1)}
          y={overviewHeight - share * overviewHeight}
          height={share * overviewHeight}
        />
      ))}
      <g ref={frame} />
    </svg>
  );
};
