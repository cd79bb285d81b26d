import { instanceOf, type TuttiEvent } from '@contract/events.ts';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ScrollText } from 'lucide-react';
import { type JSX, useEffect, useMemo, useRef, useState } from 'react';
import { useProject, useView } from '../connection/use-project.ts';
import { IconButton } from '../design/button.tsx';
import { Empty } from '../design/plain-states.tsx';
import { Select } from '../design/select.tsx';
import { clockWords, countWords } from '../design/time-words.ts';
import { describeEvent, type EventGroup, toneOf } from './describe-event.ts';
import { everything, filterEvents, firstFilter, most } from './filter-events.ts';
import './event-list.css';

const groups: readonly {
  readonly value: EventGroup | typeof everything | typeof most;
  readonly label: string;
}[] = [
  { value: most, label: 'All but tool calls' },
  { value: everything, label: 'Everything' },
  { value: 'instances', label: 'Instances' },
  { value: 'messages', label: 'Messages' },
  { value: 'work', label: 'Tool calls and tokens' },
  { value: 'refusals', label: 'Refusals' },
  { value: 'run', label: 'Run and settings' },
  { value: 'machine', label: 'Host and terminals' },
];

/** Height of a row, in pixels; event-list.css says the same. */
const rowHeight = 24;

/** A wish to see an event. `serial` tells one wish from the next of the same. */
export type WantedEvent = { readonly seq: number; readonly serial: number };

type EventListProps = {
  readonly wanted: WantedEvent | null;
  onSelect(id: string): void;
  /** Whether a conversation may tell more of it. */
  hasTranscript(event: TuttiEvent): boolean;
  onTranscript(event: TuttiEvent): void;
};

type RowProps = Omit<EventListProps, 'wanted'> & {
  readonly event: TuttiEvent;
  readonly top: number;
  readonly marked: boolean;
};

const Row = ({ event, top, marked, onSelect, hasTranscript, onTranscript }: RowProps): JSX.Element => {
  const about = instanceOf(event);
  return (
    <div className="ev-row" style={{ transform: `translateY(${top}px)` }} aria-current={marked || undefined}>
      <button
        type="button"
        className="ev-about"
        disabled={about === null}
        onClick={() => about !== null && onSelect(about)}
      >
        <time className="ds-figures">{clockWords(event.at)}</time>
        <span className={`ev-words ev-${toneOf(event)}`}>{describeEvent(event)}</span>
      </button>
      {hasTranscript(event) && (
        <IconButton label="Show in transcript" className="ev-link" onClick={() => onTranscript(event)}>
          <ScrollText size={14} />
        </IconButton>
      )}
    </div>
  );
};

const Rows = ({ events, wanted, ...rest }: EventListProps & { readonly events: readonly TuttiEvent[] }) => {
  const scroll = useRef<HTMLElement>(null);
  const atEnd = useRef(true);
  const rows = useVirtualizer({
    count: events.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  // Follows the newest as long as the person hasn't scrolled up to read.
  useEffect(() => {
    if (atEnd.current && events.length > 0) rows.scrollToIndex(events.length - 1);
  }, [events, rows]);
  const reached = useRef(0);
  useEffect(() => {
    if (wanted === null || reached.current === wanted.serial) return;
    const at = events.findIndex(({ seq }) => seq === wanted.seq);
    if (at < 0) return;
    reached.current = wanted.serial;
    atEnd.current = false;
    rows.scrollToIndex(at, { align: 'center' });
    requestAnimationFrame(() =>
      scroll.current?.querySelector<HTMLElement>('[aria-current] .ev-about')?.focus(),
    );
  }, [wanted, events, rows]);
  return (
    <section
      ref={scroll}
      className="ev-scroll"
      aria-label="Events"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
      tabIndex={0}
      onScroll={({ currentTarget: at }) => {
        atEnd.current = at.scrollHeight - at.scrollTop - at.clientHeight < rowHeight;
      }}
    >
      <div className="ev-canvas" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const event = events[index];
          return (
            event && (
              <Row key={event.seq} event={event} top={start} marked={event.seq === wanted?.seq} {...rest} />
            )
          );
        })}
      </div>
    </section>
  );
};

/** The log as it comes, newest at the foot. */
export const EventList = (props: EventListProps): JSX.Element => {
  const recent = useProject(({ recent }) => recent);
  const ids = useView((view) => Object.keys(view.instances).join(' '));
  const [filter, setFilter] = useState(firstFilter);
  const { wanted } = props;
  // What is asked for is shown, whatever the filter let through so far.
  useEffect(() => {
    if (wanted !== null) setFilter({ instance: everything, group: everything });
  }, [wanted]);
  const { shown, workLeftOut } = useMemo(() => filterEvents(recent, filter), [recent, filter]);
  const instances = useMemo(
    () => [
      { value: everything, label: 'All instances' },
      ...(ids === '' ? [] : ids.split(' ')).map((id) => ({ value: id, label: id })),
    ],
    [ids],
  );
  return (
    <div className="ev-list">
      <div className="ev-bar">
        <h2 className="ds-section-title">Events</h2>
        <Select
          label="Instance"
          value={filter.instance}
          options={instances}
          onChange={(instance) => setFilter({ ...filter, instance })}
        />
        <Select
          label="Kind"
          value={filter.group}
          options={groups}
          onChange={(group) => setFilter({ ...filter, group })}
        />
        <span className="ev-count ds-quiet ds-figures">
          {countWords(shown.length, 'event')}
          {workLeftOut > 0 && ` · ${workLeftOut} of tools and tokens left out`}
        </span>
      </div>
      {shown.length === 0 ? <Empty title="No such event yet" /> : <Rows {...props} events={shown} />}
    </div>
  );
};
