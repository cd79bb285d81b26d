import { useState, useSyncExternalStore } from 'react';

const key = 'tutti.review.split';

/** Two texts beside each other have no room below this, as on a phone. */
const narrow = window.matchMedia('(max-width: 640px)');

const subscribe = (listener: () => void): (() => void) => {
  narrow.addEventListener('change', listener);
  return () => narrow.removeEventListener('change', listener);
};

/** Side by side, or in one: as it was chosen last in this browser. `toggle` null: there is no room to choose. */
export const useSplit = (): readonly [split: boolean, toggle: (() => void) | null] => {
  const [split, setSplit] = useState(() => localStorage.getItem(key) !== 'no');
  const isNarrow = useSyncExternalStore(subscribe, () => narrow.matches);
  if (isNarrow) return [false, null];
  return [
    split,
    () => {
      localStorage.setItem(key, split ? 'no' : 'yes');
      setSplit(!split);
    },
  ];
};
