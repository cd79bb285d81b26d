import { type RefObject, useLayoutEffect, useMemo, useRef } from 'react';
import { restMs } from '../design/questions/attempts.ts';
import type { AttentionRow } from './attention-rows.ts';

export type Rest = { begin(): void; lasts(): boolean };

/** A moment in which keys are not for what has just come under the person's hands. */
export const createRest = (now: () => number): Rest => {
  let until = Number.NEGATIVE_INFINITY;
  return {
    begin: () => {
      until = now() + restMs;
    },
    lasts: () => now() < until,
  };
};

/**
 * Keeps the keyboard in the list: when the item that had the focus is answered and gone, the one in its place has it. Answers the
 * rest that begins with it.
 */
export const useFocusThatStays = (
  list: RefObject<HTMLUListElement | null>,
  rows: readonly AttentionRow[],
): Rest => {
  const rest = useMemo(() => createRest(() => performance.now()), []);
  const before = useRef<readonly string[]>([]);
  const held = useRef<string | null>(null);
  useLayoutEffect(() => {
    const ids = rows.map(({ instance }) => instance.id);
    const lost = held.current;
    if (lost !== null && !ids.includes(lost) && !(list.current?.contains(document.activeElement) ?? true)) {
      const place = Math.min(Math.max(0, before.current.indexOf(lost)), ids.length - 1);
      const next = list.current?.querySelectorAll<HTMLElement>('.at-open')[place];
      rest.begin();
      next?.focus();
    }
    before.current = ids;
  }, [rows, list, rest]);
  useLayoutEffect(() => {
    const hold = (): void => {
      const item = document.activeElement?.closest('[data-attention]');
      // The body has it for the moment in which an item goes: that is no choice of the person's.
      if (document.activeElement !== document.body)
        held.current = item?.getAttribute('data-attention') ?? null;
    };
    document.addEventListener('focusin', hold);
    return () => document.removeEventListener('focusin', hold);
  }, []);
  return rest;
};
