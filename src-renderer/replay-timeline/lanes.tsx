import type { TuttiEvent } from '@contract/events.ts';
import type { Timeline } from '@contract/timelines.ts';
import { Maximize2, ZoomIn, ZoomOut } from 'lucide-react';
import { type JSX, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { TuttiClient } from '../connection/client.ts';
import { IconButton } from '../design/button.tsx';
import { Axis } from './axis.tsx';
import type { ExtraMark } from './extra-marks.ts';
import { HoverCard, pointedWords } from './hover-card.tsx';
import { Labels } from './labels.tsx';
import { LaneBands } from './lane-bands.ts';
import { laneRows, rowOfLane } from './lane-rows.ts';
import { LanesCanvas } from './lanes-canvas.tsx';
import { arrowLines } from './layout-arrows.ts';
import { LoopMarks } from './loop-marks.tsx';
import { Overview } from './overview.tsx';
import { Playhead } from './playhead.tsx';
import { type Pointed, pointedAt } from './pointed.ts';
import type { Replay } from './replay-context.ts';
import {
  middleOf,
  momentAt,
  msPerPixel,
  rowHeight,
  rowsInSight,
  type Scene,
  stripHeight,
  xOf,
} from './scene.ts';
import { ScreenShots } from './screen-shots.ts';
import { sightOn, zoomedSight } from './sight.ts';
import type { Span } from './spans.ts';
import { TimelineIndex } from './timeline-index.ts';
import { useActivity } from './use-activity.ts';
import { useColours } from './use-colours.ts';
import { useDrag } from './use-drag.ts';
import { useFolded } from './use-folded.ts';
import { type Cursor, laneKey } from './use-lane-keys.ts';
import { keyZoom, useSight } from './use-sight.ts';
import { useTimelineBox } from './use-timeline-box.ts';

export type LanesProps = {
  readonly timeline: Timeline;
  readonly range: Span;
  readonly run: number;
  /** Who answers `recordings.*` of the run. */
  readonly host: TuttiClient;
  readonly replay: Replay | null;
  readonly selectedId: string | null;
  /** In the order of their moments. */
  readonly marks: readonly ExtraMark[];
  describe(event: TuttiEvent): string;
  onSelect(id: string): void;
  onEvent(seq: number): void;
};

/** What stays the same while a run goes on, but for what is added at its end. */
const useRows = ({ timeline, range }: LanesProps) => {
  const [folded, fold] = useFolded(String(range.from));
  const { markers, lanes } = timeline;
  const count = lanes.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: lanes are added at the end, and each stays itself
  return useMemo(() => {
    const rows = laneRows(lanes, folded);
    const rowOf = rowOfLane(rows);
    return { rows, rowOf, fold, index: new TimelineIndex(rows, rowOf), bands: new LaneBands(rows, lanes) };
  }, [markers, count, folded, fold]);
};

const useShots = (host: TuttiClient, run: number): ScreenShots => {
  const [shots, setShots] = useState(() => new ScreenShots(host, run));
  useEffect(() => {
    const own = new ScreenShots(host, run);
    setShots(own);
    return () => own.stop();
  }, [host, run]);
  return shots;
};

const ZoomKeys = ({
  isPart,
  onZoom,
  onAll,
}: {
  readonly isPart: boolean;
  onZoom(factor: number): void;
  onAll(): void;
}) => (
  <div className="tl-corner">
    <IconButton label="See more" shortcut="-" disabled={!isPart} onClick={() => onZoom(keyZoom)}>
      <ZoomOut size={14} />
    </IconButton>
    <IconButton label="See closer" shortcut="+" onClick={() => onZoom(1 / keyZoom)}>
      <ZoomIn size={14} />
    </IconButton>
    <IconButton label="Show the whole run" shortcut="0" disabled={!isPart} onClick={onAll}>
      <Maximize2 size={14} />
    </IconButton>
  </div>
);

type Place = { readonly x: number; readonly y: number };

/** Everything that is drawn, in one object, the same until something of it is another. */
const useScene = (props: LanesProps, field: React.RefObject<HTMLDivElement | null>, onTheme: () => void) => {
  const { timeline, range, run, host, marks, selectedId } = props;
  const { width, height } = useTimelineBox(field);
  const { rows, rowOf, fold, index, bands } = useRows(props);
  const hold = useSight(field, {
    range,
    width,
    lowest: Math.max(0, rows.length * rowHeight - height + stripHeight),
  });
  const { sight, top } = hold;
  const activity = useActivity(host, run, { sight, width }, range.to);
  const colours = useColours(onTheme);
  const scene = useMemo<Scene>(
    () => ({
      ...{ index: index.take(timeline), rows, rowOf, marks, activity, sight, width, height, top },
      ...{ end: range.to, selectedId, colours },
    }),
    [timeline, index, rows, rowOf, marks, activity, sight, width, height, top, range.to, selectedId, colours],
  );
  const lines = useMemo(() => {
    const { from: fromRow, to: toRow } = rowsInSight(scene);
    return arrowLines(scene.index.arrows, { ...scene, rowCount: rows.length, fromRow, toRow });
  }, [scene, rows]);
  return { scene, lines, bands, hold, fold };
};

/** The lanes of a run, which are zoomed, moved, pointed at and gone through by keys. */
export const Lanes = (props: LanesProps): JSX.Element => {
  const { range, run, host, replay, selectedId, onSelect, onEvent, describe } = props;
  const field = useRef<HTMLDivElement>(null);
  const shots = useShots(host, run);
  const onTheme = useCallback(() => shots.forget(), [shots]);
  const { scene, lines, bands, hold, fold } = useScene(props, field, onTheme);
  const { rows, rowOf, width } = scene;
  const [place, setPlace] = useState<Place | null>(null);
  const [cursor, setCursor] = useState<Cursor | null>(null);
  const placeOf = (one: Cursor): Place => ({ x: xOf(scene, one.at), y: middleOf(scene, one.row) });
  const shown = cursor === null ? place : placeOf(cursor);
  const pointed: Pointed | null = shown === null ? null : pointedAt(scene, bands, lines, shown);

  // Whoever is chosen elsewhere is in sight here, too.
  const selectedRow = selectedId === null ? undefined : rowOf.get(selectedId);
  const view = useRef(scene);
  view.current = scene;
  const { scroll, choose } = hold;
  const scrollTo = useCallback(
    (row: number): void => {
      const { top, height } = view.current;
      const room = height - stripHeight - rowHeight;
      if (row * rowHeight < top) scroll(row * rowHeight - top);
      else if (row * rowHeight > top + room) scroll(row * rowHeight - top - room);
    },
    [scroll],
  );
  useEffect(() => {
    if (selectedRow !== undefined) scrollTo(selectedRow);
  }, [selectedRow, scrollTo]);

  const press = (at: Place): void => {
    const what = pointedAt(scene, bands, lines, at);
    if (what.lane !== null) onSelect(what.lane);
    if (what.several !== null) {
      const { from, to } = what.several;
      // A quarter more than what they take, and never less than a second.
      const length = Math.max(1000, (to - from) * 1.5);
      const middle = (from + to) / 2;
      choose(() => zoomedSight({ from: middle - length / 2, to: middle + length / 2 }, 1, middle, range));
    } else if (replay !== null) replay.clock.seek(what.moment ?? momentAt(scene, at.x));
    else if (what.seq !== null) onEvent(what.seq);
  };
  const drag = useDrag({
    ...{ field, placed: scene, hold },
    onPress: press,
    onPoint: (at) => {
      setCursor(null);
      setPlace(at);
    },
  });
  const start: Cursor = {
    row: selectedRow ?? 0,
    at: replay?.clock.head ?? (scene.sight.from + scene.sight.to) / 2,
  };
  const zoomAll = (): void => choose(() => null);
  return (
    <div className="tl-body">
      <ZoomKeys
        isPart={hold.isPart}
        onZoom={(factor) =>
          hold.zoom(factor, cursor?.at ?? replay?.clock.head ?? (scene.sight.from + scene.sight.to) / 2)
        }
        onAll={zoomAll}
      />
      <Axis sight={scene.sight} width={width} />
      <Labels {...{ rows, selectedId, onSelect }} top={scene.top} height={scene.height} onFold={fold} />
      {/* biome-ignore lint/a11y/useSemanticElements: a picture that is gone through by keys */}
      <div
        ref={field}
        className="tl-field"
        role="group"
        aria-label="Lanes: arrows go from one thing to the next, + and - zoom, 0 shows all, Enter goes there"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its own keys act while it has the focus
        tabIndex={0}
        {...drag}
        onBlur={() => setCursor(null)}
        onKeyDown={(event) => {
          if (event.target !== event.currentTarget) return;
          const onPress = (one: Cursor): void => press(placeOf(one));
          const move = (next: Cursor | null): void => {
            setPlace(null);
            setCursor(next);
            if (next !== null && next.row >= 0) scrollTo(next.row);
          };
          if (!laneKey(event, { scene, bands, range, hold, cursor, start, setCursor: move, onPress })) return;
          event.preventDefault();
        }}
      >
        <LanesCanvas scene={scene} bands={bands} lines={lines} />
        {replay !== null && (
          <>
            <LoopMarks clock={replay.clock} placed={scene} handles />
            <Playhead
              clock={replay.clock}
              placed={scene}
              onLost={(head) => choose((before) => sightOn(before, head, range))}
            />
          </>
        )}
        {shown !== null && <div className="tl-pointer" style={{ transform: `translateX(${shown.x}px)` }} />}
        {pointed !== null && (
          <HoverCard
            {...{ pointed, shots, run, host, describe }}
            field={field.current}
            grain={msPerPixel(scene) * 2}
          />
        )}
        <span className="tl-said" aria-live="polite">
          {cursor !== null && pointed !== null && pointedWords(pointed)}
        </span>
      </div>
      <div className="tl-corner" />
      <Overview
        timeline={props.timeline}
        range={range}
        width={width}
        sight={scene.sight}
        clock={replay?.clock ?? null}
        onSight={(span) => choose(() => span)}
      />
    </div>
  );
};
