import { useSyncExternalStore } from 'react';

let wished: string | null = null;
const listeners = new Set<() => void>();

const set = (id: string | null): void => {
  wished = id;
  for (const listener of listeners) listener();
};

/**
 * Moves the keyboard into an instance's terminal: at once, or when its pane is open and drawn. Call it where the person
 * asked for that (Enter in the tree); to activate a pane alone leaves the keyboard where it is.
 */
export const focusTerminal = (id: string): void => set(id);

/** The keyboard is there: the wish must not come true again when the pane is drawn another time. */
export const fulfilFocusWish = (id: string): void => {
  if (wished === id) set(null);
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Whether the keyboard is wished into this instance's terminal. */
export const useFocusWish = (id: string): boolean => useSyncExternalStore(subscribe, () => wished === id);
