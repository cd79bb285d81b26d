import { useSyncExternalStore } from 'react';

/** Below this the three columns don't fit; phones held upright are 320 to 480 wide. */
const narrow = window.matchMedia('(max-width: 640px)');

const subscribe = (listener: () => void): (() => void) => {
  narrow.addEventListener('change', listener);
  return () => narrow.removeEventListener('change', listener);
};

/** Whether the window is as narrow as a phone. */
export const useNarrow = (): boolean => useSyncExternalStore(subscribe, () => narrow.matches);
