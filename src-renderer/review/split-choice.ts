import { useState } from 'react';

const key = 'tutti.review.split';

/** Side by side, or in one: as it was chosen last in this browser. */
export const useSplit = (): readonly [split: boolean, toggle: () => void] => {
  const [split, setSplit] = useState(() => localStorage.getItem(key) !== 'no');
  return [
    split,
    () => {
      localStorage.setItem(key, split ? 'no' : 'yes');
      setSplit(!split);
    },
  ];
};
