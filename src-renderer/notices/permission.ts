import { useSyncExternalStore } from 'react';

/** What the browser says of notifications; `none`: it has none for this address. */
export type Permission = 'none' | 'default' | 'granted' | 'denied';

const listeners = new Set<() => void>();

export const readPermission = (): Permission =>
  // Browsers hand them out over https and on this machine alone.
  'Notification' in window && window.isSecureContext ? Notification.permission : 'none';

/** Asks; browsers let a page do so only at a click. */
export const askPermission = async (): Promise<void> => {
  await Notification.requestPermission();
  for (const listener of listeners) listener();
};

/** Runs at each answer that this page was given; answers how to stop. */
export const onPermission = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const usePermission = (): Permission => useSyncExternalStore(onPermission, readPermission);
