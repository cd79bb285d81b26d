import { type Message, messageStateSchema } from '@contract/messages.ts';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type JSX, useEffect, useMemo, useRef, useState } from 'react';
import { useView } from '../connection/use-project.ts';
import { Check, Input } from '../design/field.tsx';
import { Empty } from '../design/plain-states.tsx';
import { Select } from '../design/select.tsx';
import { countWords } from '../design/time-words.ts';
import { MessageRow } from './message-row.tsx';
import './message-flow.css';

const anyState = 'any';
const stateOptions = [
  { value: anyState, label: 'Any state' },
  ...messageStateSchema.options.map((state) => ({ value: state, label: state })),
];

type Filter = { readonly words: string; readonly state: string; readonly about: string | null };

export const filterMessages = (messages: readonly Message[], { words, state, about }: Filter): Message[] => {
  const wanted = words.trim().toLowerCase();
  return messages.filter(
    (message) =>
      (state === anyState || message.state === state) &&
      (about === null || message.from === about || message.to === about) &&
      (wanted === '' || `${message.from} ${message.to} ${message.preview}`.toLowerCase().includes(wanted)),
  );
};

/** Height of a message of one line, in pixels; each is measured once it is drawn. */
const usualHeight = 61;

type Links = { onSelect(id: string): void; onTranscript(message: Message): void };

const Rows = ({ messages, ...links }: Links & { readonly messages: readonly Message[] }) => {
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
    if (atEnd.current && count > 0) rows.scrollToIndex(count - 1, { align: 'end' });
  }, [count, rows]);
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

type MessageFlowProps = Links & { readonly selectedId: string | null };

/** All messages of the run, oldest first. */
export const MessageFlow = ({ selectedId, ...links }: MessageFlowProps): JSX.Element => {
  const all = useView((view) => view.messages);
  const [words, setWords] = useState('');
  const [state, setState] = useState(anyState);
  const [onlySelected, setOnlySelected] = useState(false);
  const about = onlySelected ? selectedId : null;
  const shown = useMemo(() => filterMessages(all, { words, state, about }), [all, words, state, about]);
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
      <div className="mf-bar">
        <Input
          placeholder="Filter by name or words"
          aria-label="Filter messages"
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <Select label="State" value={state} options={stateOptions} onChange={setState} />
        {selectedId !== null && (
          <Check label={`Only ${selectedId}`} checked={onlySelected} onChange={setOnlySelected} />
        )}
        <span className="ds-quiet ds-figures">{countWords(shown.length, 'message')}</span>
      </div>
      {shown.length === 0 ? (
        <Empty title="No message matches">Change or clear the filter.</Empty>
      ) : (
        <Rows messages={shown} {...links} />
      )}
    </div>
  );
};
