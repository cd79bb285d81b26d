import { type RefObject, useEffect, useRef } from 'react';

/** Esc within `root`, or where nothing has the keyboard: what had it may be gone, as a button that has done its work. */
export const useEscape = (
  root: RefObject<HTMLElement | null>,
  active: boolean,
  onEscape: () => void,
): void => {
  const latest = useRef(onEscape);
  useEffect(() => {
    latest.current = onEscape;
  });
  useEffect(() => {
    if (!active) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      // Theirs first: a dialog, a menu, a list of choices.
      if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]'))
        return;
      const { target } = event;
      const free = target === document.body || (target instanceof Node && root.current?.contains(target));
      if (free) latest.current();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [root, active]);
};
