import type { Size } from '@contract/instances.ts';
import type { Profile } from '@contract/profiles.ts';
import type { Limit } from '@contract/usage.ts';

/** Names a screen: `<run>/<instance>`. */
export type ScreenKey = string;

/** What a profile's patterns say of a screen; null: none matched. */
export type ScreenSign = 'waiting' | 'busy' | 'ready' | 'done' | null;

export type SeenLimit = Limit;

export interface ScreenText {
  /** Bytes of output that this text stands for. */
  readonly offset: number;
  readonly size: Size;
  /** Scrollback and screen, oldest first; trailing blanks cut, trailing empty lines dropped. */
  readonly lines: readonly string[];
  /** From the screen's top left, in cells. */
  readonly cursor: { readonly x: number; readonly y: number };
}

export interface ScreenSnapshot {
  readonly offset: number;
  readonly size: Size;
  /** Brings a cleared xterm of that size to this state. */
  readonly data: string;
  /** Bytes before `offset` that a character or an escape sequence began with, and that await its end: to be written after `data`. */
  readonly pending: Uint8Array;
}

export interface ScreensListener {
  /** The sign of a screen changed. `line` is what matched; `dialog` is the name of the dialog that is `waiting`, if it is one. */
  sign(key: ScreenKey, sign: ScreenSign, line: string, dialog: string | null): void;
  /** What holds it up, as its screen says (the profile's `signs.limits`), came, changed its kind or end, or went. */
  limited(key: ScreenKey, limit: SeenLimit | null): void;
  /** Its text says what it has not said lately (see `meaningOf`); told once a second at most. */
  altered(key: ScreenKey): void;
  title(key: ScreenKey, title: string): void;
  /** The screen broke and is blank now; its offset goes on. The listener brings it up again with `inject`. */
  reset(key: ScreenKey, reason: string): void;
}

/** One headless terminal per instance, in a worker thread: nothing here blocks the event loop. */
export interface Screens {
  listen(listener: ScreensListener): void;
  /** Makes a blank screen, replacing one of the same key; its offset starts at `offset` (0 at an instance's birth). */
  open(
    key: ScreenKey,
    setup: { size: Size; scrollback: number; signs: Profile['signs']; offset: number },
  ): void;
  /** Output, in order. The bytes are copied, at the latest among the promise reactions of the present turn. */
  feed(key: ScreenKey, bytes: Uint8Array): void;
  /** Text that did not come from the program (a capture, a gap's mark): shown, but the offset stays. */
  inject(key: ScreenKey, data: string): void;
  resize(key: ScreenKey, size: Size): void;
  /** As of all that was fed before the call, with so many lines of scrollback (absent: all). Null when there is no such screen. */
  snapshot(key: ScreenKey, scrollback?: number): Promise<ScreenSnapshot | null>;
  text(key: ScreenKey, lastLines?: number): Promise<ScreenText | null>;
  close(key: ScreenKey): void;
  /** Bytes fed but not yet parsed, over all screens. */
  backlog(): number;
  stop(): Promise<void>;
}
