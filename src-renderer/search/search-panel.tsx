import type { SearchHit } from '@contract/recording-search.ts';
import { type JSX, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { TuttiClient } from '../connection/client.ts';
import { Button } from '../design/button.tsx';
import { Empty, ErrorState } from '../design/plain-states.tsx';
import { countWords } from '../design/time-words.ts';
import { VirtualList } from '../design/virtual-list.tsx';
import { HitRow } from './hit-row.tsx';
import { SearchForm } from './search-form.tsx';
import type { SearchWish } from './search-wish.ts';
import { type Searched, useSearch } from './use-search.ts';
import './search.css';

/** Pixels: when and whose, and a line of text. */
const rowHeight = 46;

type SearchPanelProps = {
  /** Asked for `recordings.search`. */
  readonly client: TuttiClient;
  /** The run that is shown; null: all are searched. */
  readonly run: number | null;
  readonly hasOthers: boolean;
  readonly wish: SearchWish;
  /** Another number: whoever types gets the keyboard again. */
  readonly round: number;
  /** Going from hit to hit by arrows shows each at once. */
  readonly follows: boolean;
  onWish(wish: SearchWish): void;
  onGo(hit: SearchHit): void;
  /** What is found so far, each time there is more. */
  onHits(hits: readonly SearchHit[]): void;
  onClose(): void;
};

const keyOf = ({ run, at, source, instance, seq, offset, text }: SearchHit): string =>
  [run, at, source, instance, seq, offset, text].join(' ');

const Count = ({ searched }: { readonly searched: Searched }): JSX.Element => {
  const { hits, busy, more, total, indexed, skipped } = searched;
  const count = countWords(total ?? hits.length, 'hit');
  const skips = skipped.map(({ run }) => `run ${run}`).join(', ');
  return (
    <p className="sr-count ds-quiet" role="status">
      {busy ? `${count} so far…` : more ? `${count}, and more` : count}
      {!indexed && ' · some of it is not indexed yet and was read'}
      {skips !== '' && ` · could not be read: ${skips}`}
    </p>
  );
};

const noText = (
  <Empty title="Search what was shown and said">
    Terminals, messages and events, by words, by words “in a row” in quotes, or by beginnings*.
  </Empty>
);

type HitsProps = Pick<SearchPanelProps, 'onGo'> & {
  readonly searched: Searched;
  readonly active: SearchHit | null;
  readonly showRun: boolean;
  goOn(): void;
};

const Hits = ({ searched, active, showRun, onGo, goOn }: HitsProps): JSX.Element => {
  const { hits, more, busy } = searched;
  return (
    <>
      <VirtualList label="Hits" className="sr-hits" items={hits} size={rowHeight} keyOf={keyOf}>
        {(hit) => <HitRow hit={hit} active={hit === active} showRun={showRun} onGo={onGo} />}
      </VirtualList>
      {more && !busy && (
        <Button look="plain" className="sr-more" onClick={goOn}>
          Show more
        </Button>
      )}
    </>
  );
};

/** Which of the hits is the one that was gone to, and the way from one to the next by key. */
const useActive = ({ hits }: Searched, { follows, onGo, onClose }: SearchPanelProps) => {
  const [place, setPlace] = useState<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other hits, another search
  useEffect(() => setPlace(null), [hits[0]]);
  const go = (to: number, shows: boolean): void => {
    const hit = hits[to];
    if (hit === undefined) return;
    setPlace(to);
    if (shows) onGo(hit);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') go(place === null ? 0 : place + 1, follows);
    else if (event.key === 'ArrowUp') go((place ?? 0) - 1, follows);
    else if (event.key === 'Enter') go(place ?? 0, true);
    else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return {
    active: place === null ? null : (hits[place] ?? null),
    onKey,
    choose: (hit: SearchHit) => go(hits.indexOf(hit), true),
  };
};

/** Searches recordings: what is found stands in the order of its moments; going there is one key. */
export const SearchPanel = (props: SearchPanelProps): JSX.Element => {
  const { client, wish, onWish, onHits, onClose } = props;
  const run = wish.inRun || !props.hasOthers ? props.run : null;
  const { searched, goOn } = useSearch(client, wish, run);
  const { active, onKey, choose } = useActive(searched, props);
  const { hits, error, busy, more } = searched;
  const tell = useRef(onHits);
  tell.current = onHits;
  useEffect(() => tell.current(hits), [hits]);
  useEffect(() => {
    document.querySelector('.sr-row[aria-current]')?.scrollIntoView({ block: 'nearest' });
  });
  const isBlank = wish.text.trim() === '';
  return (
    <section className="sr-panel" aria-label="Search" data-focus-panel tabIndex={-1}>
      <SearchForm
        {...{ wish, run: props.run, hasOthers: props.hasOthers, round: props.round, onWish, onKey, onClose }}
        invalid={error?.field === 'text'}
      />
      {isBlank && noText}
      {error !== null && <ErrorState error={error} />}
      {!isBlank && error === null && <Count searched={searched} />}
      {!isBlank && error === null && hits.length === 0 && !busy && !more && (
        <Empty title="Nothing was found">
          {wish.kind === 'words'
            ? 'Words must stand in one line; end one with * for its beginnings.'
            : undefined}
        </Empty>
      )}
      {hits.length > 0 && <Hits {...{ searched, active, goOn }} showRun={run === null} onGo={choose} />}
    </section>
  );
};
