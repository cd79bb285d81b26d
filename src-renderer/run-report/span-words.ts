import { durationWords } from '../design/time-words.ts';

/** Also of what takes no second: `0`, `45 ms`, `1.2 s`, `2m 14s`. */
export const spanWords = (ms: number): string => {
  if (ms < 1) return '0 ms';
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 10_000) return `${(ms / 1000).toFixed(1).replace('.0', '')} s`;
  return durationWords(ms);
};

/** Since the run began: `+2m 14s`. */
export const sinceWords = (at: number, begun: number): string => `+${durationWords(at - begun)}`;
