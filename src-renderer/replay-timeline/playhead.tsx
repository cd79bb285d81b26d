import { type JSX, useEffect, useRef } from 'react';
import type { ReplayClock } from './replay-clock.ts';
import { useHead } from './replay-context.ts';
import { type Placed, xOf } from './scene.ts';

type PlayheadProps = {
  readonly clock: ReplayClock;
  readonly placed: Placed;
  /** It has left what is in sight, by playing or by a jump; whoever moved the sight away is not told. */
  onLost?(head: number): void;
};

/** Where the recording stands; by itself, so that the lanes need not be drawn at each of its steps. */
export const Playhead = ({ clock, placed, onLost }: PlayheadProps): JSX.Element | null => {
  const head = useHead(clock);
  const left = xOf(placed, head);
  const lost = left < -1 || left > placed.width + 1;
  const told = useRef(onLost);
  const last = useRef(head);
  useEffect(() => {
    told.current = onLost;
  });
  useEffect(() => {
    const moved = last.current !== head;
    last.current = head;
    if (lost && moved) told.current?.(head);
  }, [lost, head]);
  return lost ? null : <div className="tl-playhead" style={{ transform: `translateX(${left}px)` }} />;
};
