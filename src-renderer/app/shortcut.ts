/** A shortcut as text: modifiers and a key, as `Mod Shift P`, `F6`, `?`. `Mod` is Cmd on a Mac and Ctrl elsewhere. */
export type Shortcut = string;

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

export const isMac = (platform: string): boolean => /^(mac|darwin)/i.test(platform);

const macNames: Record<string, string> = { Mod: '⌘', Shift: '⇧', Alt: '⌥' };

/** As it is shown: `Ctrl K` or `⌘ K`. */
export const shownShortcut = (shortcut: Shortcut, mac: boolean): string =>
  shortcut
    .split(' ')
    .map((part) => (mac ? (macNames[part] ?? part) : part === 'Mod' ? 'Ctrl' : part))
    .join(' ');

/** The space bar by its name, which a shortcut can be written with. */
const nameOf = ({ key }: Pressed): string => (key === ' ' ? 'space' : key.toLowerCase());

/** Whether these keys are that shortcut. A sign that needs Shift on some keyboards (`?`) is matched by itself. */
export const isPressed = (shortcut: Shortcut, event: Pressed, mac: boolean): boolean => {
  const parts = shortcut.split(' ');
  const key = parts.at(-1) ?? '';
  const mod = mac ? event.metaKey : event.ctrlKey;
  const other = mac ? event.ctrlKey : event.metaKey;
  const sign = key.length === 1 && !/[a-z0-9]/i.test(key);
  return (
    nameOf(event) === key.toLowerCase() &&
    mod === parts.includes('Mod') &&
    !other &&
    event.altKey === parts.includes('Alt') &&
    (sign || event.shiftKey === parts.includes('Shift'))
  );
};

const typing = 'input, textarea, select, [contenteditable="true"], [role="combobox"], .xterm';

/**
 * Whether a shortcut may act while `target` has the focus. A plain key belongs to whatever is typed into; in a terminal
 * so do all keys that a shell knows (Ctrl with one letter): function keys and Ctrl+Shift are left to us. Into those of a recording (`replayed`)
 * nothing is typed.
 */
export const mayAct = (
  shortcut: Shortcut,
  target: EventTarget | null,
  mac: boolean,
  replayed = false,
): boolean => {
  if (!(target instanceof Element) || target.closest(typing) === null) return true;
  const free = shortcut.includes('Shift') || /F\d+$/.test(shortcut);
  if (target.closest('.xterm') !== null && replayed) return true;
  if (target.closest('.xterm') !== null) return free || (mac && shortcut.startsWith('Mod'));
  return free || shortcut.startsWith('Mod');
};
