import { useSyncExternalStore } from 'react';
import { z } from 'zod';

const key = 'tutti.terminals';
const usualFont = 13;
/** What the settings offer; the keys reach every pixel between. */
export const fontSizes = [10, 11, 12, 13, 14, 15, 16, 18, 20, 24] as const;

/** 6 px is the smallest that JetBrains Mono still draws as letters; above 40 a pane holds no line. */
const schema = z.object({
  fontSize: z.number().int().min(6).max(40).default(usualFont),
  /** xterm mirrors its lines for screen readers; costs speed, so only when wanted. */
  screenReader: z.boolean().default(false),
  /** The terminal of an instance opens when it is spawned. */
  openNew: z.boolean().default(true),
});
export type TerminalPreferences = Readonly<z.infer<typeof schema>>;

const read = (): TerminalPreferences => {
  let stored: unknown;
  try {
    stored = JSON.parse(localStorage.getItem(key) ?? '{}');
  } catch {
    // Someone else wrote there; what was chosen before is of no use then.
    stored = {};
  }
  const checked = schema.safeParse(stored);
  return checked.success ? checked.data : schema.parse({});
};

let current: TerminalPreferences | null = null;
const listeners = new Set<() => void>();
const get = (): TerminalPreferences => {
  current ??= read();
  return current;
};

const set = (change: Partial<TerminalPreferences>): void => {
  const checked = schema.safeParse({ ...get(), ...change });
  // A font beyond its bounds simply stays as it is.
  if (!checked.success) return;
  current = checked.data;
  localStorage.setItem(key, JSON.stringify(current));
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Shared by all panes, remembered by the window. */
export const useTerminalPreferences = (): TerminalPreferences => useSyncExternalStore(subscribe, get);

export const setScreenReader = (screenReader: boolean): void => set({ screenReader });

export const setOpenNew = (openNew: boolean): void => set({ openNew });
export const setFontSize = (fontSize: number): void => set({ fontSize });
export const readTerminalPreferences = get;

/** One pixel larger or smaller; 0 goes back to the usual size. */
export const stepFont = (step: -1 | 0 | 1): void =>
  set({ fontSize: step === 0 ? usualFont : get().fontSize + step });
