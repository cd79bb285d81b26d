import type { Size } from '@contract/instances.ts';
import type { Profile } from '@contract/profiles.ts';
import type { ScreenSign, ScreenSnapshot, ScreenText, SeenLimit } from '../../core/ports/screens.ts';

/** What the main side asks of the room. `id` is given out by the main side and never used twice. */
export type ScreenRequest =
  | {
      readonly kind: 'open';
      readonly id: number;
      readonly size: Size;
      readonly scrollback: number;
      readonly signs: Profile['signs'];
      readonly offset: number;
    }
  | { readonly kind: 'feed'; readonly id: number; readonly bytes: Uint8Array }
  | { readonly kind: 'inject'; readonly id: number; readonly data: string }
  | { readonly kind: 'resize'; readonly id: number; readonly size: Size }
  | {
      readonly kind: 'snapshot';
      readonly id: number;
      readonly ask: number;
      /** Lines above the screen; null: all. */
      readonly scrollback: number | null;
    }
  | { readonly kind: 'text'; readonly id: number; readonly ask: number; readonly lastLines: number | null }
  | { readonly kind: 'close'; readonly id: number };

/** What the room tells. Each `ask` is answered once. */
export type ScreenReport =
  | {
      readonly kind: 'sign';
      readonly id: number;
      readonly sign: ScreenSign;
      readonly line: string;
      readonly dialog: string | null;
    }
  | { readonly kind: 'limited'; readonly id: number; readonly limit: SeenLimit | null }
  /** What its program has drawn says something new. */
  | { readonly kind: 'altered'; readonly id: number }
  | { readonly kind: 'title'; readonly id: number; readonly title: string }
  | { readonly kind: 'parsed'; readonly id: number; readonly bytes: number }
  | { readonly kind: 'snapshot'; readonly ask: number; readonly snapshot: ScreenSnapshot | null }
  | { readonly kind: 'text'; readonly ask: number; readonly text: ScreenText | null }
  /** The screen's terminal threw and was replaced by a blank one. */
  | { readonly kind: 'failed'; readonly id: number; readonly error: Error };
