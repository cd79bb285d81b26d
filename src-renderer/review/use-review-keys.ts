import { useEffect, useLayoutEffect, useRef } from 'react';

/** What each key does, as `j` or `Shift J`. */
export type ReviewKeys = Readonly<Record<string, () => void>>;

const typing = 'input, textarea, select, [contenteditable="true"], [role="combobox"], .xterm';
const over = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';

/** Acts on the review's own keys while nothing is typed into and nothing lies over it. Those of the window come first. */
export const useReviewKeys = (keys: ReviewKeys): void => {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  // Before it is painted: a key that is pressed as soon as the window is there is heard.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const { key, shiftKey, target, defaultPrevented, isComposing, ctrlKey, metaKey, altKey } = event;
      if (defaultPrevented || isComposing || ctrlKey || metaKey || altKey) return;
      if (target instanceof Element && target.closest(typing) !== null) return;
      if (document.querySelector(over) !== null) return;
      const act = latest.current[shiftKey ? `Shift ${key.toUpperCase()}` : key.toLowerCase()];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
};
