import { type PointerEvent, type RefObject, useRef } from 'react';
import { momentAt, type Placed } from './scene.ts';
import type { SightHold } from './use-sight.ts';

/** Pixels a pointer may move and it is still a press. */
const still = 4;

type Place = { readonly x: number; readonly y: number };

type Dragged = {
  readonly field: RefObject<HTMLElement | null>;
  readonly placed: Placed;
  readonly hold: SightHold;
  onPress(at: Place): void;
  onPoint(at: Place | null): void;
};

/** Where a pointer is within the field. */
const placeIn = (field: HTMLElement | null, { clientX, clientY }: PointerEvent): Place => {
  const box = field?.getBoundingClientRect();
  return { x: clientX - (box?.left ?? 0), y: clientY - (box?.top ?? 0) };
};

const distance = (places: readonly Place[]): number => Math.abs((places[0]?.x ?? 0) - (places[1]?.x ?? 0));
const middle = (places: readonly Place[]): number =>
  places.reduce((sum, { x }) => sum + x, 0) / Math.max(1, places.length);

/** The lanes are dragged along, and spread with two fingers; what was not moved was pressed. */
export const useDrag = ({ field, placed, hold, onPress, onPoint }: Dragged) => {
  const down = useRef(new Map<number, Place>());
  const begun = useRef<Place | null>(null);
  const end = (event: PointerEvent): void => {
    const pressed = begun.current;
    down.current.delete(event.pointerId);
    if (down.current.size > 0) return;
    begun.current = null;
    if (pressed !== null && event.type === 'pointerup') onPress(pressed);
  };
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>): void => {
      if (event.button !== 0) return;
      const place = placeIn(field.current, event);
      down.current.set(event.pointerId, place);
      begun.current = down.current.size === 1 ? place : null;
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent): void => {
      const place = placeIn(field.current, event);
      const known = down.current.get(event.pointerId);
      if (known === undefined) {
        // A finger that is not down is nowhere.
        if (event.pointerType !== 'touch') onPoint(place);
        return;
      }
      const from = begun.current;
      if (from !== null && Math.hypot(place.x - from.x, place.y - from.y) < still) return;
      begun.current = null;
      onPoint(null);
      const before = [...down.current.values()];
      down.current.set(event.pointerId, place);
      const after = [...down.current.values()];
      const perPixel = (placed.sight.to - placed.sight.from) / Math.max(1, placed.width);
      if (after.length > 1)
        hold.zoom(
          Math.max(8, distance(before)) / Math.max(8, distance(after)),
          momentAt(placed, middle(after)),
        );
      hold.move((middle(before) - middle(after)) * perPixel);
      hold.scroll(known.y - place.y);
    },
    onPointerUp: end,
    onPointerCancel: end,
    onPointerLeave: (): void => {
      if (down.current.size === 0) onPoint(null);
    },
  };
};
