import type { TranscriptEntry } from '@contract/transcripts.ts';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type JSX, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { EntryRow, labelOf } from './entry-row.tsx';
import { type Row, rowWith } from './transcript-rows.ts';

/** Height of a usual row, in pixels; each is measured once it is drawn. */
const usualHeight = 64;

/** More is asked for when so few rows are left above or below, so that it is there when they are. */
const nearRows = 10;

/** Where the list is brought: to an entry, or to its end. `serial` tells one wish from the next of the same. */
export type Target = {
  readonly index: number | 'end';
  readonly serial: number;
  /** Whether the keyboard goes along. */
  readonly focus: boolean;
};

export type TranscriptListProps = {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly words: string;
  /** Null: not known yet. */
  readonly target: Target | null;
  /** The entry that stands out. */
  readonly markedIndex: number | null;
  /** Whether the last row is the conversation's end: then what is added is followed, where the end is in sight. */
  readonly endsAtTail: boolean;
  /** The sequence number of its event; null where none is known. */
  eventOf(entry: TranscriptEntry): number | null;
  onShowEvent(seq: number): void;
  onNearTop(): void;
  onNearEnd(): void;
};

const useList = (props: TranscriptListProps) => {
  const { rows, endsAtTail } = props;
  const scroll = useRef<HTMLElement>(null);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => usualHeight,
    getItemKey: (index) => rows[index]?.entry.index ?? index,
    overscan: 6,
    // What comes above must not move what is being read.
    anchorTo: 'end',
    followOnAppend: endsAtTail,
    scrollEndThreshold: usualHeight,
  });
  return { scroll, list };
};

/** Brings the list to its target, once per wish, as soon as the target's row is there; answers whether it is in sight. */
const useTarget = (
  { rows, target }: TranscriptListProps,
  { list, scroll }: ReturnType<typeof useList>,
  [first, last]: readonly [number, number],
): boolean => {
  const [begun, setBegun] = useState(-1);
  const [arrived, setArrived] = useState(-1);
  const serial = target?.serial ?? null;
  const at = target === null ? -1 : target.index === 'end' ? rows.length - 1 : rowWith(rows, target.index);
  useLayoutEffect(() => {
    if (target === null || begun === target.serial || at < 0) return;
    if (target.index === 'end') list.scrollToEnd();
    else list.scrollToIndex(at, { align: 'center' });
    setBegun(target.serial);
  }, [target, begun, at, list]);
  const inSight = serial !== null && begun === serial && first <= at && at <= last;
  useEffect(() => {
    if (!inSight || serial === null || arrived === serial) return;
    setArrived(serial);
    if (target?.focus === true) scroll.current?.querySelector<HTMLElement>('[aria-current]')?.focus();
  }, [inSight, serial, arrived, target, scroll]);
  return serial !== null && arrived === serial;
};

/** The conversation itself: only the rows in sight are drawn. */
export const TranscriptList = (props: TranscriptListProps): JSX.Element => {
  const { rows, words, markedIndex, onNearTop, onNearEnd } = props;
  const { scroll, list } = useList(props);
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const items = list.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  const settled = useTarget(props, { scroll, list }, [first, last]);
  // Before the list is where it belongs, what is in sight says nothing.
  useEffect(() => {
    if (!settled || rows.length === 0) return;
    if (first < nearRows) onNearTop();
    if (last >= rows.length - nearRows) onNearEnd();
  }, [settled, first, last, rows, onNearTop, onNearEnd]);
  const marked = markedIndex === null ? -1 : rowWith(rows, markedIndex);
  const toggle = (index: number): void =>
    setOpened((before) => {
      const after = new Set(before);
      if (!after.delete(index)) after.add(index);
      return after;
    });
  return (
    <section
      ref={scroll}
      className="tr-scroll"
      aria-label={props.label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
      tabIndex={0}
    >
      <div className="tr-canvas" style={{ height: list.getTotalSize() }}>
        {items.map(({ index, start, key }) => {
          const row = rows[index];
          if (row === undefined) return null;
          const seq = props.eventOf(row.entry);
          // The one that is looked for shows itself whole; a second press folds it.
          const open = opened.has(row.entry.index) !== (index === marked);
          return (
            <article
              key={key}
              ref={list.measureElement}
              data-index={index}
              data-kind={row.entry.kind}
              className="tr-row"
              aria-label={labelOf(row)}
              aria-current={index === marked || undefined}
              tabIndex={-1}
              style={{ transform: `translateY(${start}px)` }}
            >
              <EntryRow
                row={row}
                words={words}
                open={open}
                onToggle={() => toggle(row.entry.index)}
                onShowEvent={seq === null ? null : () => props.onShowEvent(seq)}
              />
            </article>
          );
        })}
      </div>
    </section>
  );
};
