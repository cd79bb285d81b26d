import type { KeyboardEvent } from 'react';
import { type Box, directionOf, nextCard } from './walk-cards.ts';

const boxesIn = (board: Element): Box[] =>
  [...board.querySelectorAll<HTMLElement>('[data-task]')].map((card) => {
    const { left, top, width, height } = card.getBoundingClientRect();
    return { id: card.dataset.task ?? '', left, top, width, height };
  });

export const focusCard = (board: Element | null, id: string): void =>
  board?.querySelector<HTMLElement>(`[data-task="${CSS.escape(id)}"]`)?.focus();

/** Arrows move between the cards as they are drawn; the key is left alone where no card has it. */
export const moveByKey = (event: KeyboardEvent<HTMLElement>, onStop: (id: string) => void): void => {
  const direction = directionOf(event.key);
  if (direction === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const { target, currentTarget } = event;
  if (!(target instanceof HTMLElement) || target.matches('input, textarea, [role="combobox"]')) return;
  const boxes = boxesIn(currentTarget);
  const from = target.closest<HTMLElement>('[data-task]')?.dataset.task;
  // A region that scrolls has the keyboard: its first card takes it.
  const inside = target.querySelector<HTMLElement>('[data-task]')?.dataset.task;
  const next = from === undefined ? inside : nextCard(boxes, from, direction);
  if (next === undefined) return;
  event.preventDefault();
  onStop(next);
  focusCard(currentTarget, next);
};
