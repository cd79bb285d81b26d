import { type Message, messageStateSchema } from '@contract/messages.ts';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type JSX, useEffect, useMemo, useRef, useState } from 'react';
import { useView } from '../connection/use-project.ts';
import { Input } from '../design/field.tsx';
import { Empty } from '../design/plain-states.tsx';
import { Select } from '../design/select.tsx';
import { countWords } from '../design/time-words.ts';
import { anyState, filterMessages, type MessageFilter, noFilter, ways } from './message-filter.ts';
import { MessageRow } from './message-row.tsx';
import './message-flow.css';

const stateOptions = [
  { value: anyState, label: 'Any state' },
  ...messageStateSchema.options.map((state) => ({ value: state, label: state })),
];

const wayOptions = (id: string) => [
  { value: 'all', label: 'Everyone’s' },
  { value: 'both', label: `To and from ${id}` },
  { value: 'to', label: `Inbox of ${id}` },
  { value: 'from', label: `Sent by ${id}` },
];

/** Height of a message of one line, in pixels; each is measured once it is drawn. */
const usualHeight = 61;

/** A wish to see a message. `serial` tells one wish from the next of the same. */
export type WantedMessage = { readonly id: string; readonly serial: number };

type Links = {
  onSelect(id: string): void;
  onTranscript(message: Message): void;
  onMessage(id: string): void;
};

type RowsProps = Links & {
  readonly messages: readonly Message[];
  readonly wanted: WantedMessage | null;
  /** The newest is at its end, which is followed. */
  readonly follows: boolean;
};

const Rows = ({ messages, wanted, follows, ...links }: RowsProps) => {
  const scroll = useRef<HTMLElement>(null);
  const atEnd = useRef(true);
  const rows = useVirtualizer({
    count: messages.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => usualHeight,
    getItemKey: (index) => messages[index]?.id ?? index,
    overscan: 6,
  });
  const count = messages.length;
  // Only a new message moves the list, and only when its end was in sight.
  useEffect(() => {
    if (follows && atEnd.current && count > 0) rows.scrollToIndex(count - 1, { align: 'end' });
  }, [count, follows, rows]);
  const reached = useRef(0);
  useEffect(() => {
    if (wanted === null || reached.current === wanted.serial) return;
    const at = messages.findIndex(({ id }) => id === wanted.id);
    if (at < 0) return;
    reached.current = wanted.serial;
    atEnd.current = false;
    rows.scrollToIndex(at, { align: 'center' });
    requestAnimationFrame(() => scroll.current?.querySelector<HTMLElement>('.mf-row[aria-current]')?.focus());
  }, [wanted, messages, rows]);
  return (
    <section
      ref={scroll}
      className="mf-scroll"
      aria-label="All messages"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
      tabIndex={0}
      onScroll={({ currentTarget: at }) => {
        atEnd.current = at.scrollHeight - at.scrollTop - at.clientHeight < usualHeight;
      }}
    >
      <div className="mf-canvas" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start, key }) => {
          const message = messages[index];
          return (
            message && (
              <div
                key={key}
                ref={rows.measureElement}
                data-index={index}
                className="mf-row"
                tabIndex={-1}
                aria-current={message.id === wanted?.id || undefined}
                style={{ transform: `translateY(${start}px)` }}
              >
                <MessageRow message={message} {...links} />
              </div>
            )
          );
        })}
      </div>
    </section>
  );
};

type BarProps = {
  readonly filter: MessageFilter;
  readonly selectedId: string | null;
  readonly count: number;
  onFilter(filter: MessageFilter): void;
};

const Bar = ({ filter, selectedId, count, onFilter }: BarProps): JSX.Element => (
  <div className="mf-bar">
    <Input
      placeholder="Filter by name or words"
      aria-label="Filter messages"
      value={filter.words}
      onChange={(event) => onFilter({ ...filter, words: event.target.value })}
    />
    <Select
      label="State"
      value={filter.state}
      options={stateOptions}
      onChange={(state) => onFilter({ ...filter, state })}
    />
    {selectedId !== null && (
      <Select
        label="Whose"
        value={filter.way}
        options={wayOptions(selectedId)}
        onChange={(chosen) => onFilter({ ...filter, way: ways.find((way) => way === chosen) ?? 'all' })}
      />
    )}
    <span className="ds-quiet ds-figures">{countWords(count, 'message')}</span>
  </div>
);

type MessageFlowProps = Omit<Links, 'onMessage'> & {
  readonly selectedId: string | null;
  readonly wanted: WantedMessage | null;
};

/** All messages of the run, oldest first; the inbox of one with what is unread first. */
export const MessageFlow = ({ selectedId, wanted, ...links }: MessageFlowProps): JSX.Element => {
  const kept = useView((view) => view.messages);
  const all = useMemo(() => kept.flat(), [kept]);
  const [filter, setFilter] = useState(noFilter);
  // A link within this view; what is wanted from elsewhere counts until then.
  const [followed, setFollowed] = useState<WantedMessage | null>(null);
  useEffect(() => {
    if (wanted === null) return;
    setFollowed(null);
    // What is asked for is shown, whatever the filter let through so far.
    setFilter(noFilter);
  }, [wanted]);
  const about = filter.way === 'all' ? null : selectedId;
  const shown = useMemo(() => filterMessages(all, { ...filter, about }), [all, filter, about]);
  const follow = (id: string): void => {
    if (!shown.some((message) => message.id === id)) setFilter(noFilter);
    setFollowed({ id, serial: ((followed ?? wanted)?.serial ?? 0) + 1 });
  };
  if (all.length === 0) {
    return (
      <Empty title="No messages yet">
        What instances write to each other, and what you write to them, stands here with its proof of
        delivery.
      </Empty>
    );
  }
  return (
    <div className="mf">
      <Bar filter={filter} selectedId={selectedId} count={shown.length} onFilter={setFilter} />
      {shown.length === 0 ? (
        <Empty title="No message matches">Change or clear the filter.</Empty>
      ) : (
        <Rows
          messages={shown}
          wanted={followed ?? wanted}
          follows={about === null || filter.way !== 'to'}
          onMessage={follow}
          {...links}
        />
      )}
    </div>
  );
};
