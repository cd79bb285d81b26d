import { scaleTime } from 'd3';
import { clockWords } from '../design/time-words.ts';
import type { Span } from './spans.ts';

/** Pixels that a time of day takes with its line and some room; one with tenths takes more. */
const tickWidth = 76;
const longTickWidth = 100;

export interface Tick {
  readonly at: number;
  readonly words: string;
}

const daysOf = (at: number): string =>
  new Date(at).toLocaleDateString('en', { day: 'numeric', month: 'short' });

const wordsOf = (at: number, step: number, isFirst: boolean, severalDays: boolean): string => {
  const isMidnight = new Date(at).getHours() === 0 && new Date(at).getMinutes() === 0;
  if (severalDays && (isFirst || isMidnight)) return `${daysOf(at)} ${clockWords(at).slice(0, 5)}`;
  if (step >= 60_000) return clockWords(at).slice(0, 5);
  if (step >= 1000) return clockWords(at);
  const digits = step < 10 ? 3 : step < 100 ? 2 : 1;
  const ms = String(Math.round(at % 1000)).padStart(3, '0');
  return `${clockWords(at)}.${ms.slice(0, digits)}`;
};

/** Round times of day, as many as there is room for. */
export const axisTicks = ({ from, to }: Span, width: number): readonly Tick[] => {
  const scale = scaleTime([from, to], [0, width]);
  const severalDays = new Date(from).toDateString() !== new Date(to).toDateString();
  const room = severalDays ? longTickWidth + 20 : to - from < 12_000 ? longTickWidth : tickWidth;
  // d3 gives as many as it finds round, which may be more than were asked for.
  for (let wanted = Math.max(1, Math.floor(width / room)); wanted > 0; wanted -= 1) {
    const ticks = scale.ticks(wanted).map((tick) => tick.getTime());
    const step = ticks.length > 1 ? (ticks[1] ?? 0) - (ticks[0] ?? 0) : to - from;
    const apart = (step / Math.max(1, to - from)) * width;
    if (apart < room && wanted > 1) continue;
    return ticks.map((at, place) => ({ at, words: wordsOf(at, step, place === 0, severalDays) }));
  }
  return [];
};
