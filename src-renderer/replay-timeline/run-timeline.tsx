import type { Marker, MarkerKind, Timeline } from '@contract/timelines.ts';
import type { Run } from '@contract/view.ts';
import { scaleLinear } from 'd3';
import { ChevronDown, ChevronRight, Maximize2 } from 'lucide-react';
import { type JSX, useEffect, useMemo, useRef, useState } from 'react';
import { useClient, useView } from '../connection/use-project.ts';
import { IconButton } from '../design/button.tsx';
import { Empty, ErrorState, Skeleton } from '../design/plain-states.tsx';
import { clockWords } from '../design/time-words.ts';
import { useNow } from '../design/use-now.ts';
import { Axis } from './axis.tsx';
import { rowHeight } from './draw-lanes.ts';
import type { ExtraMark } from './extra-marks.ts';
import { idleOf } from './idle-of.ts';
import { type LaneRow, laneRows, rowOfLane } from './lane-rows.ts';
import { LanesCanvas } from './lanes-canvas.tsx';
import { nearestMarker } from './nearest.ts';
import { Overview } from './overview.tsx';
import { grown } from './player.ts';
import { Playhead } from './playhead.tsx';
import { type Replay, usePlayer, useReplay } from './replay-context.ts';
import { sharesOf } from './shares.ts';
import { movedSight, sightOn, zoomedSight } from './sight.ts';
import type { Span } from './spans.ts';
import { TransportBar } from './transport-bar.tsx';
import { type RunTimeline as ShownTimeline, useRunTimeline } from './use-run-timeline.ts';
import { useTimelineBox } from './use-timeline-box.ts';
import './replay-timeline.css';

/** Pixels around a marker in which the pointer means it. */
const reach = 6;

const kindWords: Readonly<Record<MarkerKind, string>> = {
  commit: 'Commit',
  merge: 'Merge',
  conflict: 'Conflict',
  lock: 'Lock',
  blocker: 'Needs you',
  restart: 'Restarted',
  failure: 'Failure',
  task: 'Task done',
  person: 'You',
};

type TimelineProps = {
  readonly selectedId: string | null;
  /** In the order of their moments. */
  readonly marks: readonly ExtraMark[];
  onSelect(id: string): void;
  onEvent(seq: number): void;
};

type LabelsProps = {
  readonly rows: readonly LaneRow[];
  readonly top: number;
  readonly selectedId: string | null;
  onSelect(id: string): void;
  onFold(id: string): void;
};

const Labels = ({ rows, top, selectedId, onSelect, onFold }: LabelsProps): JSX.Element => (
  <div className="tl-labels">
    <ul aria-label="Lanes" style={{ transform: `translateY(${-top}px)` }}>
      {rows.map(({ lane, depth, isLeader, folded, hidden }) => (
        <li key={lane.id} className="tl-label" aria-current={lane.id === selectedId || undefined}>
          <span className="tl-fold" style={{ marginLeft: depth * 12 }}>
            {isLeader && (
              <IconButton
                label={folded ? `Show the lanes below ${lane.id}` : `Fold the lanes below ${lane.id}`}
                aria-expanded={!folded}
                onClick={() => onFold(lane.id)}
              >
                {folded ? <ChevronRight size={12} /> : <ChevronDown size={12} />}
              </IconButton>
            )}
          </span>
          <button type="button" className="tl-name ds-figures" onClick={() => onSelect(lane.id)}>
            {lane.id}
          </button>
          {hidden.length > 0 && <span className="tl-hidden">+{hidden.length}</span>}
        </li>
      ))}
    </ul>
  </div>
);

type LanesProps = TimelineProps & {
  readonly timeline: Timeline;
  readonly range: Span;
  readonly replay: Replay | null;
};

/** Where the pointer is, and what it means there. */
type Pointed = { readonly x: number; readonly at: number; readonly marker: Marker | null };

const Lanes = ({ timeline, range, replay, selectedId, onSelect, onEvent }: LanesProps): JSX.Element => {
  const field = useRef<HTMLDivElement>(null);
  const { width, height } = useTimelineBox(field);
  const [chosen, setChosen] = useState<Span | null>(null);
  const [top, setTop] = useState(0);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const sight = chosen ?? range;
  const { lanes } = timeline;
  const rows = useMemo(() => laneRows(lanes, folded), [lanes, folded]);
  const rowOf = useMemo(() => rowOfLane(rows), [rows]);
  const x = scaleLinear([sight.from, sight.to], [0, width]);
  const lowest = Math.max(0, rows.length * rowHeight - height);
  const scrolled = Math.min(top, lowest);

  const latest = useRef({ sight, range, x, lowest });
  useEffect(() => {
    latest.current = { sight, range, x, lowest };
  });
  useEffect(() => {
    const element = field.current;
    if (element === null) return;
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const now = latest.current;
      if (event.ctrlKey || event.metaKey) {
        const around = now.x.invert(event.offsetX);
        setChosen(zoomedSight(now.sight, 1.002 ** event.deltaY, around, now.range));
        return;
      }
      const across = event.shiftKey ? event.deltaY : event.deltaX;
      if (across !== 0) setChosen(movedSight(now.sight, now.x.invert(across) - now.x.invert(0), now.range));
      else setTop((before) => Math.min(now.lowest, Math.max(0, before + event.deltaY)));
    };
    // React's own listener is passive: the page would be zoomed as well.
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, []);

  const rowAt = (y: number): number => Math.floor((y + scrolled) / rowHeight);
  const markerAt = (place: { readonly x: number; readonly y: number }): Marker | null => {
    const msPerPixel = (sight.to - sight.from) / Math.max(1, width);
    return nearestMarker(timeline, rowOf, rowAt(place.y), x.invert(place.x), reach * msPerPixel);
  };
  const fold = (id: string): void =>
    setFolded(
      (before) => new Set(before.has(id) ? [...before].filter((each) => each !== id) : [...before, id]),
    );
  const shares = sharesOf(timeline, range, Math.max(1, Math.floor(width / 6)));
  return (
    <div className="tl-body">
      <div className="tl-corner">
        <IconButton label="Show the whole run" disabled={chosen === null} onClick={() => setChosen(null)}>
          <Maximize2 size={14} />
        </IconButton>
      </div>
      <Axis x={x} width={width} />
      <Labels rows={rows} top={scrolled} selectedId={selectedId} onSelect={onSelect} onFold={fold} />
      <div ref={field} className="tl-field">
        <LanesCanvas
          {...{ timeline, rows, rowOf, sight, x, width, height, selectedId }}
          top={scrolled}
          end={range.to}
          onPoint={(place) =>
            setPointed(place === null ? null : { x: place.x, at: x.invert(place.x), marker: markerAt(place) })
          }
          onPress={(place) => {
            const marker = markerAt(place);
            const row = rows[rowAt(place.y)];
            if (replay !== null) replay.clock.seek(marker?.at ?? x.invert(place.x));
            else if (marker !== null) onEvent(marker.seq);
            if (row !== undefined) onSelect(row.lane.id);
          }}
        />
        {replay !== null && (
          <Playhead
            clock={replay.clock}
            x={x}
            width={width}
            onLost={(head) => setChosen((before) => before && sightOn(before, head, range))}
          />
        )}
        {pointed !== null && (
          <div className="tl-pointer" style={{ transform: `translateX(${pointed.x}px)` }}>
            <span className={`tl-tip ds-figures ${pointed.x > width - 160 ? 'tl-tip-left' : ''}`}>
              {clockWords(pointed.at)}
              {pointed.marker !== null && ` · ${kindWords[pointed.marker.kind]}`}
            </span>
          </div>
        )}
      </div>
      <div className="tl-corner" />
      <Overview
        width={width}
        x={scaleLinear([range.from, range.to], [0, width])}
        sight={sight}
        shares={shares}
        onSight={(span) => setChosen(zoomedSight(span, 1, span.from, range))}
      />
    </div>
  );
};

const nothingYet = <Empty title="Nothing has happened yet">Each instance of the run gets a lane here.</Empty>;

const Read = ({
  shown: { timeline, error },
  ...props
}: Omit<LanesProps, 'timeline'> & { readonly shown: ShownTimeline }): JSX.Element => {
  if (timeline === null)
    return error === null ? <Skeleton label="Reading the run" rows={6} /> : <ErrorState error={error} />;
  return timeline.lanes.length === 0 ? nothingYet : <Lanes {...props} timeline={timeline} />;
};

const OfRun = ({ run, ...props }: TimelineProps & { readonly run: Run }): JSX.Element => {
  const now = useNow();
  const shown = useRunTimeline(useClient(), 'runs.timeline', run.run, 0);
  // A run that has just begun is shown as a second, not as nothing.
  const to = Math.max(run.endedAt ?? now, shown.end, run.startedAt + 1000);
  return <Read {...props} shown={shown} range={{ from: run.startedAt, to }} replay={null} />;
};

const OfRecording = ({ replay, ...props }: TimelineProps & { readonly replay: Replay }): JSX.Element => {
  const { range } = usePlayer(replay.clock);
  const { clock, host, recording } = replay;
  const shown = useRunTimeline(host, 'recordings.timeline', recording.run, range.to);
  const { timeline } = shown;
  useEffect(() => {
    if (timeline === null) return;
    clock.press((player, now) => grown(player, player.range.to, idleOf(timeline, player.range), now));
  }, [clock, timeline]);
  return (
    <div className="tl-replay">
      <TransportBar replay={replay} timeline={shown.timeline} selectedId={props.selectedId} />
      <Read {...props} shown={shown} range={range} replay={replay} />
    </div>
  );
};

/** A run from its beginning: a lane for each instance, with its states, what was sent, and what stands out. Of a recording with what plays it. */
export const RunTimeline = (props: TimelineProps): JSX.Element => {
  const replay = useReplay();
  const run = useView((view) => view.run);
  if (replay !== null) return <OfRecording key={replay.recording.run} {...props} replay={replay} />;
  return run === null ? nothingYet : <OfRun key={run.run} {...props} run={run} />;
};
