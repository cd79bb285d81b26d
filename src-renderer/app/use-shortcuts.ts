import { useEffect, useLayoutEffect, useRef } from 'react';
import type { Command } from './commands.ts';
import { isPressed, mayAct } from './shortcut.ts';

/** Starts commands by their keys, while no dialog or menu has the keyboard. */
export const useShortcuts = (commands: readonly Command[], mac: boolean, replayed: boolean): void => {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  }, [commands]);
  // Before it is painted: a key that is pressed as soon as the window is there is heard.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]'))
        return;
      const hit = latest.current.find(
        ({ enabled, shortcuts }) =>
          enabled &&
          shortcuts.some((each) => isPressed(each, event, mac) && mayAct(each, event.target, mac, replayed)),
      );
      if (hit === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      hit.run();
    };
    // In the capturing phase, before a terminal takes the key.
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [mac, replayed]);
};
