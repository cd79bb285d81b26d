import type { KeptReason, KeptWork } from '@contract/kept-work.ts';
import { countWords } from '../design/time-words.ts';

const dayMs = 24 * 3_600_000;

/** Kept for longer than the settings say: it stays, and only then may be dropped. Times are milliseconds since 1970. */
export const isDue = ({ at }: Pick<KeptWork, 'at'>, keepDays: number, now: number): boolean =>
  now - at > keepDays * dayMs;

const reasons: Record<KeptReason, string> = {
  ended: 'when it was ended',
  crashed: 'when it crashed',
  restart: 'before its restart',
  'run-ended': 'when the run ended',
  merge: 'before a merge',
  'clean-up': 'before a clean-up',
  found: 'found without a word',
};

export const whatWords = ({ kind, files, why }: KeptWork): string =>
  `${kind === 'tip' ? 'its branch' : countWords(files, 'file')} ${reasons[why]}`;

/** Whether all words occur in what a row tells. */
export const matches = (kept: KeptWork, words: string): boolean => {
  const text = [kept.work, kept.branch ?? '', kept.back?.branch ?? '', whatWords(kept)]
    .join(' ')
    .toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
};
