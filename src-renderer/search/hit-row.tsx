import type { HitSource, SearchHit } from '@contract/recording-search.ts';
import { Flag, MessageSquare, SquareTerminal } from 'lucide-react';
import type { JSX } from 'react';
import { clockWords, momentWords } from '../design/time-words.ts';

const icons: Readonly<Record<HitSource, typeof Flag>> = {
  terminal: SquareTerminal,
  message: MessageSquare,
  event: Flag,
};

export const sourceWords: Readonly<Record<HitSource, string>> = {
  terminal: 'Terminal',
  message: 'Message',
  event: 'Event',
};

/** Letters before what was found that a narrow list has room for. */
const mostBefore = 24;

/** From a little before the first place on, so that it is in sight. */
const fromFirst = ({
  text,
  ranges,
}: Pick<SearchHit, 'text' | 'ranges'>): Pick<SearchHit, 'text' | 'ranges'> => {
  const cut = (ranges[0]?.[0] ?? 0) - mostBefore;
  if (cut <= 1) return { text, ranges };
  return { text: `…${text.slice(cut)}`, ranges: ranges.map(([from, to]) => [from - cut + 1, to - cut + 1]) };
};

const Marked = ({ text, ranges }: Pick<SearchHit, 'text' | 'ranges'>): JSX.Element => {
  const parts = ranges.map(([from, to], at) => ({
    from,
    before: text.slice(ranges[at - 1]?.[1] ?? 0, from),
    found: text.slice(from, to),
  }));
  return (
    <>
      {parts.map(({ from, before, found }) => (
        <span key={from}>
          {before}
          <mark className="sr-mark">{found}</mark>
        </span>
      ))}
      {text.slice(ranges.at(-1)?.[1] ?? 0)}
    </>
  );
};

type HitRowProps = {
  readonly hit: SearchHit;
  readonly active: boolean;
  /** Hits of several runs are told apart by them. */
  readonly showRun: boolean;
  onGo(hit: SearchHit): void;
};

/** A hit: when, whose, where, and what stands there. */
export const HitRow = ({ hit, active, showRun, onGo }: HitRowProps): JSX.Element => {
  const { at, source, instance, run } = hit;
  const Icon = icons[source];
  return (
    <button
      type="button"
      className="sr-row"
      aria-current={active || undefined}
      // The keyboard stays with what is typed: arrows and Enter go from there.
      tabIndex={-1}
      onClick={() => onGo(hit)}
    >
      <span className="sr-row-head ds-figures">
        <Icon size={12} aria-label={sourceWords[source]} />
        <span>{showRun ? momentWords(at, Date.now()) : clockWords(at)}</span>
        <span className="sr-who">{instance ?? '—'}</span>
        {showRun && <span className="sr-run">run {run}</span>}
      </span>
      <span className={`sr-text ${source === 'terminal' ? 'sr-screen' : ''}`}>
        <Marked {...fromFirst(hit)} />
      </span>
    </button>
  );
};
