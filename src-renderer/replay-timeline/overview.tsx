import type { Timeline } from '@contract/timelines.ts';
import { brushX, type D3BrushEvent, select } from 'd3';
import { type JSX, useEffect, useMemo, useRef } from 'react';
import { LoopMarks } from './loop-marks.tsx';
import { Playhead } from './playhead.tsx';
import type { ReplayClock } from './replay-clock.ts';
import { momentAt, xOf } from './scene.ts';
import { sharesOf } from './shares.ts';
import type { Span } from './spans.ts';

/** Pixels. */
export const overviewHeight = 24;

/** Pixels of a bar. */
const barWidth = 6;

type OverviewProps = {
  readonly timeline: Timeline;
  /** All of the run. */
  readonly range: Span;
  readonly width: number;
  readonly sight: Span;
  /** Of a recording. */
  readonly clock: ReplayClock | null;
  onSight(sight: Span): void;
};

const Bars = ({
  timeline,
  range,
  width,
}: Pick<OverviewProps, 'timeline' | 'range' | 'width'>): JSX.Element => {
  const parts = Math.max(1, Math.floor(width / barWidth));
  // Of a run that goes on once for each of its bars is often enough.
  const { from } = range;
  const to = Math.ceil((range.to - from) / parts) * parts + from;
  const shares = useMemo(() => sharesOf(timeline, { from, to }, parts), [timeline, from, to, parts]);
  const path = shares
    .map((share, at) => {
      const height = Math.max(share > 0 ? 1 : 0, share * (overviewHeight - 4));
      return `M${(at * width) / parts} ${overviewHeight}v${-height}h${Math.max(1, width / parts - 1)}v${height}z`;
    })
    .join('');
  return <path className="tl-share" d={path} />;
};

/** The run as a whole: what is in sight is brushed out of it. */
export const Overview = (props: OverviewProps): JSX.Element => {
  const { range, width, sight, clock, onSight } = props;
  const frame = useRef<SVGGElement>(null);
  const told = useRef(onSight);
  useEffect(() => {
    told.current = onSight;
  });
  const placed = useMemo(() => ({ sight: range, width }), [range, width]);
  const [left, right] = [xOf(placed, sight.from), xOf(placed, sight.to)];
  useEffect(() => {
    if (frame.current === null) return;
    const brush = brushX<unknown>()
      .extent([
        [0, 0],
        [placed.width, overviewHeight],
      ])
      .on('brush end', ({ selection, sourceEvent }: D3BrushEvent<unknown>) => {
        // Moved by this component itself.
        if (sourceEvent === undefined || sourceEvent === null) return;
        const span = selection as [number, number] | null;
        if (span === null || span[1] - span[0] < 1) return;
        told.current({ from: momentAt(placed, span[0]), to: momentAt(placed, span[1]) });
      });
    select(frame.current).call(brush).call(brush.move, [left, right]);
  }, [placed, left, right]);
  return (
    <div className="tl-overview">
      <svg width={width} height={overviewHeight} aria-hidden="true">
        <Bars {...props} />
        <g ref={frame} />
      </svg>
      {clock !== null && (
        <>
          <LoopMarks clock={clock} placed={placed} handles={false} />
          <Playhead clock={clock} placed={placed} />
        </>
      )}
    </div>
  );
};
