import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { momentAt } from './scene.ts';
import { movedSight, zoomedSight } from './sight.ts';
import type { Span } from './spans.ts';

/** How much of a zoom a step of the wheel, or two fingers on a pad, is. */
const perDelta = 1.0025;

/** A press of + or -. */
export const keyZoom = 1.6;

export interface SightHold {
  readonly sight: Span;
  /** Not all that there is. */
  readonly isPart: boolean;
  /** Pixels that are scrolled away above. */
  readonly top: number;
  /** `factor` times as much, around a moment that stays where it is. */
  zoom(factor: number, around: number): void;
  /** By so many ms. */
  move(ms: number): void;
  /** By so many pixels. */
  scroll(pixels: number): void;
  /** Null: all that there is. */
  choose(change: (sight: Span) => Span | null): void;
}

type Held = {
  readonly range: Span;
  readonly width: number;
  /** Pixels by which the lanes can be scrolled at most. */
  readonly lowest: number;
};

/** What stretch of a run is in sight, and from which lane on: by wheel and by two fingers; keys and drags are told. */
export const useSight = (field: RefObject<HTMLElement | null>, { range, width, lowest }: Held): SightHold => {
  const [chosen, setChosen] = useState<Span | null>(null);
  const [top, setTop] = useState(0);
  const sight = chosen ?? range;
  const latest = useRef({ range, width, lowest, sight });
  useEffect(() => {
    latest.current = { range, width, lowest, sight };
  });
  const choose = useCallback((change: (sight: Span) => Span | null): void => {
    setChosen((before) => {
      const { range: whole } = latest.current;
      const next = change(before ?? whole);
      // All of a run that goes on grows with it.
      const isAll = next !== null && next.from <= whole.from && next.to >= whole.to;
      return isAll ? null : next;
    });
  }, []);
  const zoom = useCallback(
    (factor: number, around: number): void =>
      choose((before) => zoomedSight(before, factor, around, latest.current.range)),
    [choose],
  );
  const move = useCallback(
    (ms: number): void => choose((before) => movedSight(before, ms, latest.current.range)),
    [choose],
  );
  const scroll = useCallback(
    (pixels: number): void =>
      setTop((before) => Math.min(latest.current.lowest, Math.max(0, before + pixels))),
    [],
  );
  useEffect(() => {
    const element = field.current;
    if (element === null) return;
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const now = latest.current;
      // Two fingers that are spread come as a wheel with Ctrl.
      if (event.ctrlKey || event.metaKey) {
        const x = event.clientX - element.getBoundingClientRect().left;
        zoom(perDelta ** event.deltaY, momentAt(now, x));
        return;
      }
      const across = event.shiftKey ? event.deltaY : event.deltaX;
      if (across !== 0) move((across * (now.sight.to - now.sight.from)) / Math.max(1, now.width));
      else scroll(event.deltaY);
    };
    // React's own listener is passive: the page would be zoomed as well.
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [field, zoom, move, scroll]);
  return { sight, isPart: chosen !== null, top: Math.min(top, lowest), zoom, move, scroll, choose };
};
