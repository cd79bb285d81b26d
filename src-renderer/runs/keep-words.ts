import type { Settings } from '@contract/settings.ts';
import { countWords } from '../design/time-words.ts';

/** The rule by which recordings are kept, as a sentence. */
export const keepWords = ({
  keepDays,
  keepGigabytes,
}: Pick<Settings['recording'], 'keepDays' | 'keepGigabytes'>): string => {
  const days = keepDays === 0 ? '' : ` for ${countWords(keepDays, 'day')}`;
  const room = keepGigabytes === 0 ? '' : `up to ${keepGigabytes} GB in all`;
  if (days === '' && room === '') return 'Recordings are kept until you remove them.';
  const rule = [days.trim(), room].filter((part) => part !== '').join(' and ');
  return `Recordings are kept ${rule}; then the oldest that are not protected go.`;
};
