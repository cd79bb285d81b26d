import type { RecordingMoment } from '@contract/recording-links.ts';
import type { Recording } from '@contract/recordings.ts';
import type { TuttiError } from '@contract/result.ts';
import { type JSX, useContext, useEffect, useMemo, useState } from 'react';
import type { TuttiClient } from '../connection/client.ts';
import { HostContext, type HostState } from '../connection/host-info.ts';
import { createProjectState, type ProjectState } from '../connection/project-state.ts';
import { ClientContext, ProjectContext } from '../connection/use-project.ts';
import { Button } from '../design/button.tsx';
import { ErrorState, Skeleton } from '../design/plain-states.tsx';
import { type Present, PresentContext } from '../design/use-now.ts';
import {
  createReplayClient,
  grown,
  newPlayer,
  pause,
  play,
  type Replay,
  ReplayClock,
  ReplayContext,
  recordedPresent,
} from '../replay-timeline/index.ts';
import { ProjectShell } from './project-shell.tsx';
import { recordedHost } from './recorded-host.ts';
import type { WantedMoment } from './use-replay-wish.ts';

/** How often a recording of a run that goes on is asked for what has come since. */
const growMs = 2000;

/** Asks for the recording, and again while its run goes on. */
const useRecording = (host: TuttiClient, run: number) => {
  const [recording, setRecording] = useState<Recording | null>(null);
  const [error, setError] = useState<TuttiError | null>(null);
  const over = recording !== null && recording.ended !== null;
  useEffect(() => {
    if (over) return;
    let gone = false;
    const ask = async (): Promise<void> => {
      const answer = await host.call('recordings.get', { run });
      if (gone) return;
      if (answer.ok) setRecording(answer.value);
      else setError(answer.error);
    };
    void ask();
    const timer = setInterval(() => void ask(), growMs);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, [host, run, over]);
  return { recording, error };
};

type Watched = {
  readonly clock: ReplayClock;
  readonly client: TuttiClient;
  readonly project: ProjectState;
  readonly present: Present;
};

/** What shows a recording for as long as it is watched. */
const useWatched = (host: TuttiClient, recording: Recording | null): Watched | null => {
  const [watched, setWatched] = useState<Watched | null>(null);
  const run = recording?.run;
  const from = recording?.begun ?? 0;
  const to = recording?.last ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what has been recorded since is told to the clock below
  useEffect(() => {
    if (run === undefined) return;
    const clock = new ReplayClock(newPlayer({ from, to: Math.max(to, from + 1000) }, []));
    const client = createReplayClient(host, run, clock);
    const project = createProjectState(client);
    const stop = clock.onHead((_head, jumped) => {
      if (jumped) project.refresh();
    });
    setWatched({ clock, client, project, present: recordedPresent(clock) });
    clock.press(play);
    return () => {
      stop();
      project.close();
      clock.stop();
    };
  }, [host, run]);
  useEffect(() => {
    watched?.clock.press((player, now) => grown(player, to, player.idle, now));
  }, [watched, to]);
  return watched;
};

/** Whom a link names, if the recording has it. */
const shownInstance = (recording: Recording | null, wanted: WantedMoment | null): string | null => {
  const instance = wanted?.moment.instance ?? null;
  return recording?.streams.some((stream) => stream.instance === instance) === true ? instance : null;
};

/** Shows a moment that somebody wanted to see. */
const useWanted = (watched: Watched | null, wanted: WantedMoment | null): void => {
  useEffect(() => {
    if (watched === null || wanted === null) return;
    const { clock } = watched;
    clock.press(pause);
    clock.seek(wanted.moment.at ?? clock.player.range.from);
  }, [watched, wanted]);
};

/** What a window knows of its host; a recording alone has none. */
const useLooking = (recording: Recording | null): HostState => {
  const live = useContext(HostContext);
  return useMemo(() => {
    if (live !== null) return { ...live, info: recordedHost(live.info) };
    const of = recording === null ? null : { run: recording.run, notices: [] };
    const version = recording?.version ?? '';
    return {
      info: { kind: 'headless', version, platform: '', readOnly: true, project: null, recording: of },
      setInfo: () => undefined,
    };
  }, [live, recording]);
};

type ReplayLoaderProps = {
  readonly run: number;
  /** Who answers `recordings.*` of that run. */
  readonly host: TuttiClient;
  /** A moment that is to be shown, standing still; null: it plays from its beginning. */
  readonly wanted: WantedMoment | null;
  /** Back to the live window; null: there is none. */
  readonly onLeave: (() => void) | null;
  /** Shows a moment of another run. */
  readonly onReplay?: (run: number, moment?: RecordingMoment) => void;
};

/** The project as it was: the same window over a recording. Nothing in it can be changed. */
export const ReplayLoader = ({
  run,
  host,
  wanted,
  onLeave,
  onReplay = () => undefined,
}: ReplayLoaderProps): JSX.Element => {
  const { recording, error } = useRecording(host, run);
  const looking = useLooking(recording);
  const watched = useWatched(host, recording);
  useWanted(watched, wanted);
  const replay = useMemo<Replay | null>(
    () =>
      watched === null || recording === null
        ? null
        : { recording, clock: watched.clock, host, leave: onLeave },
    [watched, recording, host, onLeave],
  );
  if (error !== null && recording === null)
    return (
      <main className="pw-failed">
        <ErrorState
          error={error}
          action={onLeave !== null && <Button onClick={onLeave}>Back to live</Button>}
        />
      </main>
    );
  if (watched === null || replay === null) return <Skeleton rows={8} label="The recording is being read" />;
  return (
    <HostContext value={looking}>
      <ClientContext value={watched.client}>
        <ProjectContext value={watched.project}>
          <ReplayContext value={replay}>
            <PresentContext value={watched.present}>
              <ProjectShell
                root={`recording#${recording?.id}#${run}`}
                wanted={shownInstance(recording, wanted)}
                round={wanted?.round ?? 0}
                onReplay={onReplay}
              />
            </PresentContext>
          </ReplayContext>
        </ProjectContext>
      </ClientContext>
    </HostContext>
  );
};
