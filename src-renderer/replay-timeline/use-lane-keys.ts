import type { KeyboardEvent } from 'react';
import type { LaneBands } from './lane-bands.ts';
import { nextInRow } from './pointed.ts';
import type { Scene } from './scene.ts';
import { sightOn } from './sight.ts';
import type { Span } from './spans.ts';
import { keyZoom, type SightHold } from './use-sight.ts';

/** Where the keyboard is: a lane (-1: the run as a whole), and a moment. */
export interface Cursor {
  readonly row: number;
  readonly at: number;
}

type LaneKeys = {
  readonly scene: Scene;
  readonly bands: LaneBands;
  readonly range: Span;
  readonly hold: SightHold;
  readonly cursor: Cursor | null;
  /** Where it begins. */
  readonly start: Cursor;
  setCursor(cursor: Cursor | null): void;
  onPress(cursor: Cursor): void;
};

/** A key moves what is in sight by so much of it. */
const page = 0.5;

/** From lane to lane and from one thing to the next by arrows; + and - zoom, 0 shows all. True: the key was for it. */
export const laneKey = (event: KeyboardEvent, keys: LaneKeys): boolean => {
  const { scene, bands, range, hold, cursor, start, setCursor, onPress } = keys;
  const { sight } = scene;
  const now = cursor ?? start;
  const go = (next: Cursor): void => {
    setCursor(next);
    hold.choose((before) => sightOn(before, next.at, range));
  };
  const across = (direction: 'after' | 'before'): void => {
    const at = nextInRow(scene, bands, now.row, now.at, direction);
    go(at === null ? now : { ...now, at });
  };
  const down = (by: 1 | -1): void =>
    go({ ...now, row: Math.min(scene.rows.length - 1, Math.max(-1, now.row + by)) });
  const zoom = (factor: number): void => {
    const inSight = sight.from <= now.at && now.at <= sight.to;
    hold.zoom(factor, inSight ? now.at : (sight.from + sight.to) / 2);
  };
  const pan = (share: number): void => hold.move(share * (sight.to - sight.from));
  const acts = new Map<string, () => void>([
    ['ArrowRight', () => (event.shiftKey ? pan(0.1) : across('after'))],
    ['ArrowLeft', () => (event.shiftKey ? pan(-0.1) : across('before'))],
    ['ArrowDown', () => down(1)],
    ['ArrowUp', () => down(-1)],
    ['PageDown', () => pan(page)],
    ['PageUp', () => pan(-page)],
    ['+', () => zoom(1 / keyZoom)],
    // The same key without Shift.
    ['=', () => zoom(1 / keyZoom)],
    ['-', () => zoom(keyZoom)],
    ['0', () => hold.choose(() => null)],
    ['Enter', () => onPress(now)],
    ['Escape', () => setCursor(null)],
  ]);
  const act = acts.get(event.key);
  if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return false;
  act();
  return true;
};
