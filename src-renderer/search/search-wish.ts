import type { HitSource } from '@contract/recording-search.ts';

/** What a person searches for. */
export type SearchWish = {
  readonly text: string;
  readonly kind: 'words' | 'regex';
  /** Null: everywhere. */
  readonly source: HitSource | null;
  /** Only of the run that is shown. */
  readonly inRun: boolean;
};

export const noWish: SearchWish = { text: '', kind: 'words', source: null, inRun: true };

/** What the panel keeps while one window takes the place of another: a hit in another run opens its recording. */
export type SearchMemory = { wish: SearchWish; open: boolean };
