import type { ScaleLinear } from 'd3';
import { type JSX, useEffect, useRef } from 'react';
import type { ReplayClock } from './replay-clock.ts';
import { useHead } from './replay-context.ts';

type PlayheadProps = {
  readonly clock: ReplayClock;
  readonly x: ScaleLinear<number, number>;
  readonly width: number;
  /** It has left what is in sight. */
  onLost(head: number): void;
};

/** Where the recording stands; by itself, so that the lanes need not be drawn at each of its steps. */
export const Playhead = ({ clock, x, width, onLost }: PlayheadProps): JSX.Element | null => {
  const head = useHead(clock);
  const left = x(head);
  const lost = left < 0 || left > width;
  const told = useRef(onLost);
  useEffect(() => {
    told.current = onLost;
  });
  useEffect(() => {
    if (lost) told.current(head);
  }, [lost, head]);
  return lost ? null : <div className="tl-playhead" style={{ transform: `translateX(${left}px)` }} />;
};
