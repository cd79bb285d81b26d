import { type JSX, type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { clockWords } from '../design/time-words.ts';
import { loopOf, mark } from './player.ts';
import type { ReplayClock } from './replay-clock.ts';
import { usePlayer } from './replay-context.ts';
import { momentAt, type Placed, xOf } from './scene.ts';

type HandleProps = {
  readonly clock: ReplayClock;
  readonly which: 'in' | 'out';
  readonly at: number;
  readonly placed: Placed;
};

/** An arrow key moves a mark by so much of what is in sight. */
const keyShare = 0.01;

/** A mark, which is moved by dragging it or by arrow keys. */
const Handle = ({ clock, which, at, placed }: HandleProps): JSX.Element => {
  const dragging = useRef(false);
  const { range } = clock.player;
  const put = (moment: number): void => clock.press((player, now) => mark(player, which, now, moment));
  const onMove = (event: PointerEvent<HTMLElement>): void => {
    if (!dragging.current) return;
    const field = event.currentTarget.offsetParent?.getBoundingClientRect();
    put(momentAt(placed, event.clientX - (field?.left ?? 0)));
  };
  const onKey = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    put(at + step * keyShare * (placed.sight.to - placed.sight.from));
  };
  return (
    <div
      className={`tl-mark tl-mark-${which}`}
      style={{ transform: `translateX(${xOf(placed, at)}px)` }}
      role="slider"
      tabIndex={0}
      aria-label={which === 'in' ? 'Where it begins' : 'Where it ends'}
      aria-valuemin={range.from}
      aria-valuemax={range.to}
      aria-valuenow={at}
      aria-valuetext={clockWords(at)}
      onKeyDown={onKey}
      onPointerDown={(event) => {
        event.stopPropagation();
        dragging.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={onMove}
      onPointerUp={() => {
        dragging.current = false;
      }}
      onPointerCancel={() => {
        dragging.current = false;
      }}
    />
  );
};

type LoopMarksProps = {
  readonly clock: ReplayClock;
  readonly placed: Placed;
  /** Whether they can be moved here. */
  readonly handles: boolean;
};

/** The marks between which a recording is played, and what is not played while it loops. */
export const LoopMarks = ({ clock, placed, handles }: LoopMarksProps): JSX.Element => {
  const player = usePlayer(clock);
  const { from, to } = loopOf(player);
  const { loops, in: start, out } = player;
  const [left, right] = [xOf(placed, from), xOf(placed, to)];
  const inSight = (at: number): boolean => placed.sight.from <= at && at <= placed.sight.to;
  return (
    <>
      {(start !== null || out !== null) && (
        <>
          <div className="tl-outside" data-loops={loops || undefined} style={{ width: Math.max(0, left) }} />
          <div
            className="tl-outside"
            data-loops={loops || undefined}
            style={{ left: Math.max(0, right), width: Math.max(0, placed.width - right) }}
          />
        </>
      )}
      {handles && start !== null && inSight(start) && <Handle {...{ clock, placed }} which="in" at={start} />}
      {handles && out !== null && inSight(out) && <Handle {...{ clock, placed }} which="out" at={out} />}
    </>
  );
};
