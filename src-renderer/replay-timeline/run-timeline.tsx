import type { TuttiEvent } from '@contract/events.ts';
import type { Run } from '@contract/view.ts';
import { type JSX, useEffect } from 'react';
import { useClient, useView } from '../connection/use-project.ts';
import { Empty, ErrorState, Skeleton } from '../design/plain-states.tsx';
import { useNow } from '../design/use-now.ts';
import type { ExtraMark } from './extra-marks.ts';
import { idleOf } from './idle-of.ts';
import { Lanes, type LanesProps } from './lanes.tsx';
import { grown } from './player.ts';
import { type Replay, usePlayer, useReplay } from './replay-context.ts';
import { Stops } from './stops.ts';
import { TransportBar } from './transport-bar.tsx';
import { type RunTimeline as ShownTimeline, useRunTimeline } from './use-run-timeline.ts';
import './replay-timeline.css';

type TimelineProps = {
  readonly selectedId: string | null;
  /** In the order of their moments. */
  readonly marks: readonly ExtraMark[];
  /** An event in one line. */
  describe(event: TuttiEvent): string;
  onSelect(id: string): void;
  onEvent(seq: number): void;
};

const nothingYet = <Empty title="Nothing has happened yet">Each instance of the run gets a lane here.</Empty>;

type ReadProps = Omit<LanesProps, 'timeline'> & { readonly shown: ShownTimeline };

const Read = ({ shown: { timeline, error }, ...props }: ReadProps): JSX.Element => {
  if (timeline === null)
    return error === null ? <Skeleton label="Reading the run" rows={6} /> : <ErrorState error={error} />;
  return timeline.lanes.length === 0 ? nothingYet : <Lanes {...props} timeline={timeline} />;
};

const OfRun = ({ run, ...props }: TimelineProps & { readonly run: Run }): JSX.Element => {
  const now = useNow();
  const client = useClient();
  const shown = useRunTimeline(client, 'runs.timeline', run.run, 0);
  // A run that has just begun is shown as a second, not as nothing.
  const to = Math.max(run.endedAt ?? now, shown.end, run.startedAt + 1000);
  const range = { from: run.startedAt, to };
  return <Read {...props} {...{ shown, range }} run={run.run} host={client} replay={null} />;
};

const OfRecording = ({ replay, ...props }: TimelineProps & { readonly replay: Replay }): JSX.Element => {
  const { range } = usePlayer(replay.clock);
  const { clock, host, recording } = replay;
  const { run } = recording;
  const shown = useRunTimeline(host, 'recordings.timeline', run, range.to);
  const { timeline } = shown;
  useEffect(() => {
    if (timeline === null) return;
    clock.takeStops(() => new Stops(timeline));
    clock.press((player, now) => grown(player, player.range.to, idleOf(timeline, player.range), now));
  }, [clock, timeline]);
  return (
    <div className="tl-replay">
      <TransportBar replay={replay} selectedId={props.selectedId} />
      <Read {...props} {...{ shown, range, run, host, replay }} />
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
