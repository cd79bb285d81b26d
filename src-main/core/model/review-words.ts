import type { EventData } from '@contract/events.ts';
import { reviewLimits } from '@contract/review.ts';

const clipped = (line: string): string =>
  line.length <= reviewLimits.quotedLine
    ? line
    : // Not half a character.
      `${line.slice(0, reviewLimits.quotedLine).replace(/[\uD800-\uDBFF]$/, '')}…`;

/** The lines of a text that a comment quotes, the first counted from 1; null: it has no such line. */
export const quoteOf = (text: string, line: number, lines: number): readonly string[] | null => {
  const all = text.split(/\r?\n/);
  // What ends with a newline has no further line.
  if (all.at(-1) === '') all.pop();
  if (line > all.length) return null;
  return all.slice(line - 1, line - 1 + Math.min(lines, reviewLimits.quoted)).map(clipped);
};

type Told = Omit<EventData<'review.commented'>, 'message'>;

const placeWords = ({ path, line, lines, side }: Told): string => {
  if (line === null) return path;
  const where = lines > 1 ? `lines ${line} to ${line + lines - 1}` : `line ${line}`;
  return `${path}, ${where}${side === 'before' ? ', as it was before your work' : ''}`;
};

/** A comment as its instance reads it: the file, the line, what stands there, and what is asked. */
export const commentMessage = (told: Told, sentBack: boolean): string => {
  // A zero byte would keep the message out of every terminal.
  const quote = told.quote.map((line) => `> ${line}`.trimEnd().replaceAll('\0', '\uFFFD'));
  const more = told.lines - told.quote.length;
  const part = told.hunk === null ? 'file' : 'change';
  return [
    `Review of your work at ${told.tip.slice(0, 10)}: ${placeWords(told)}`,
    ...quote,
    ...(more > 0 && quote.length > 0 ? [`> … ${more} more`] : []),
    '',
    told.text,
    ...(sentBack ? ['', `This ${part} is sent back: change it, commit, and report when it is done.`] : []),
  ].join('\n');
};
