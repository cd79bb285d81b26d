/** What a key does in a pane instead of going to the instance. `pass`: it goes there. */
export type PaneKey =
  | { readonly kind: 'pass' }
  /** Left to the browser: it raises a copy or paste event that xterm takes. */
  | { readonly kind: 'native' }
  /** Left to the window's own shortcuts. */
  | { readonly kind: 'window' }
  | { readonly kind: 'copy' | 'search' | 'leave' | 'next' | 'previous' }
  | { readonly kind: 'font'; readonly step: -1 | 0 | 1 }
  | { readonly kind: 'pane'; readonly number: number };

type Key = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'>;

const pass: PaneKey = { kind: 'pass' };

const withCommand = (key: string): PaneKey => {
  if (key === 'c') return { kind: 'copy' };
  if (key === 'v') return { kind: 'native' };
  if (key === 'f') return { kind: 'search' };
  return { kind: 'window' };
};

const fontStep = (key: string): PaneKey | null => {
  if (key === '+' || key === '=') return { kind: 'font', step: 1 };
  if (key === '-' || key === '_') return { kind: 'font', step: -1 };
  return key === '0' ? { kind: 'font', step: 0 } : null;
};

const withControl = ({ key, code, shiftKey }: Key): PaneKey => {
  const font = fontStep(key);
  if (font !== null) return font;
  if (key === 'Tab') return { kind: shiftKey ? 'previous' : 'next' };
  const digit = /^Digit([1-9])$/.exec(code)?.[1];
  if (digit !== undefined && !shiftKey) return { kind: 'pane', number: Number(digit) };
  const letter = key.toLowerCase();
  if (letter === 'f') return { kind: 'search' };
  if (!shiftKey) return pass;
  if (key === 'Escape') return { kind: 'leave' };
  if (letter === 'c') return { kind: 'copy' };
  if (letter === 'v') return { kind: 'native' };
  // Ctrl+Shift+letter has no code of its own in a terminal: the window's.
  return /^[a-z]$/.test(letter) ? { kind: 'window' } : pass;
};

/**
 * The keys a pane keeps for itself; everything else, Escape and Ctrl+C among them, belongs to the instance.
 * F6 and Ctrl+Shift+Escape leave the terminal, so that nobody is caught in it.
 */
export const paneKeyOf = (event: Key, mac: boolean): PaneKey => {
  if (event.key === 'F6') return { kind: 'leave' };
  if (event.altKey) return pass;
  if (mac && event.metaKey && !event.ctrlKey)
    return fontStep(event.key) ?? withCommand(event.key.toLowerCase());
  if (event.ctrlKey && !event.metaKey) return withControl(event);
  return pass;
};
