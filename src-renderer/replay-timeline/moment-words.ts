import { clockWords } from '../design/time-words.ts';

/** Local time of day; where a pixel is less than a tenth of a second, to the hundredth. */
export const momentWords = (at: number, msPerPixel = 1000): string => {
  if (msPerPixel >= 100) return clockWords(at);
  const hundredth = Math.floor((((at % 1000) + 1000) % 1000) / 10);
  return `${clockWords(at)}.${String(hundredth).padStart(2, '0')}`;
};
