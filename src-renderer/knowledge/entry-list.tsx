import type { Knowledge } from '@contract/knowledge.ts';
import { type JSX, type KeyboardEvent, useEffect, useMemo } from 'react';
import { partyWords } from '../design/party-words.ts';
import { agoWords } from '../design/time-words.ts';
import { useNow } from '../design/use-now.ts';
import { VirtualList } from '../design/virtual-list.tsx';
import type { Known } from './fold-knowledge.ts';

/** Pixels: a key and a line of its value. */
const rowHeight = 49;
/** Milliseconds: ages are told in minutes. */
const agesEvery = 20_000;

type Item = { readonly key: string; readonly entry: Knowledge | null };

type RowProps = {
  readonly entry: Knowledge;
  readonly now: number;
  readonly open: boolean;
  onOpen(key: string): void;
};

const Row = ({ entry, now, open, onOpen }: RowProps): JSX.Element => {
  const at = entry.key.lastIndexOf('/') + 1;
  return (
    <button
      type="button"
      className="kn-row"
      data-key={entry.key}
      aria-current={open || undefined}
      onClick={() => onOpen(entry.key)}
    >
      <span className="kn-row-head">
        <span className="kn-key ds-figures">
          <span className="ds-quiet">{entry.key.slice(0, at)}</span>
          {entry.key.slice(at)}
        </span>
        {entry.version > 1 && <span className="ds-figures ds-quiet">v{entry.version}</span>}
        <span className="kn-row-end ds-quiet">
          {partyWords(entry.author)}, {agoWords(entry.at, now)}
        </span>
      </span>
      <span className="kn-preview">{entry.value}</span>
    </button>
  );
};

/** Once it is drawn, the end of what was read is in sight. */
const More = ({ onShown }: { onShown(): void }): JSX.Element => {
  useEffect(onShown, [onShown]);
  return (
    <p className="kn-more ds-quiet" role="status">
      More is being read…
    </p>
  );
};

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** Arrows go from row to row; what lies beyond the drawn ones is drawn as the focus comes near. */
const moveByArrow = (event: KeyboardEvent<HTMLElement>): void => {
  const step = steps[event.key];
  if (step === undefined || !(event.target instanceof HTMLElement)) return;
  const list = event.currentTarget;
  const row = event.target.closest<HTMLElement>('[data-index]');
  const next =
    row === null
      ? list.querySelector<HTMLElement>('.kn-row')
      : list.querySelector<HTMLElement>(`[data-index="${Number(row.dataset.index) + step}"] .kn-row`);
  if (next === null) return;
  event.preventDefault();
  next.focus();
  next.scrollIntoView({ block: 'nearest' });
};

type EntryListProps = {
  readonly known: Known;
  readonly openKey: string | null;
  onOpen(key: string): void;
  onMore(): void;
};

/** Keys with the beginnings of their values, the newest first. */
export const EntryList = ({ known, openKey, onOpen, onMore }: EntryListProps): JSX.Element => {
  const now = useNow(agesEvery);
  const { entries, total } = known;
  const items = useMemo<readonly Item[]>(
    () => [
      ...entries.map((entry) => ({ key: entry.key, entry })),
      // A new one at each part, so that the next is asked for if its end is in sight as well.
      ...(entries.length < total ? [{ key: ` more ${entries.length}`, entry: null }] : []),
    ],
    [entries, total],
  );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows between the rows in it
    <div className="kn-list" onKeyDown={moveByArrow}>
      <VirtualList label="What is known" items={items} size={rowHeight} keyOf={({ key }) => key}>
        {({ entry }) =>
          entry === null ? (
            <More onShown={onMore} />
          ) : (
            <Row entry={entry} now={now} open={entry.key === openKey} onOpen={onOpen} />
          )
        }
      </VirtualList>
    </div>
  );
};
