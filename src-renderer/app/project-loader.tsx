import type { RecordingMoment } from '@contract/recording-links.ts';
import { type JSX, useCallback, useEffect, useState } from 'react';
import { createProjectState, type ProjectState } from '../connection/project-state.ts';
import { ProjectContext, useClient, useProject } from '../connection/use-project.ts';
import { Button } from '../design/button.tsx';
import { ErrorState, Skeleton } from '../design/plain-states.tsx';
import { noWish, type SearchMemory } from '../search/index.ts';
import { ProjectShell } from './project-shell.tsx';
import { ReplayLoader } from './replay-loader.tsx';
import { SearchMemoryContext } from './search-room.tsx';
import { useReplayWish, type WantedMoment } from './use-replay-wish.ts';
import './project-window.css';

const Arriving = (): JSX.Element => (
  <div className="pw">
    <Skeleton rows={1} label="The project is being read" />
    <Skeleton rows={8} label="The hierarchy is being read" />
  </div>
);

type LoadedProps = {
  readonly root: string;
  onReload(): void;
  onReplay(run: number, moment?: RecordingMoment): void;
};

const Loaded = ({ root, onReload, onReplay }: LoadedProps): JSX.Element => {
  const phase = useProject((snapshot) => snapshot.phase);
  const error = useProject((snapshot) => snapshot.error);
  if (phase === 'loading') return <Arriving />;
  if (error !== null) {
    return (
      <main className="pw-failed">
        <ErrorState error={error} action={<Button onClick={onReload}>Try again</Button>} />
      </main>
    );
  }
  return <ProjectShell root={root} onReplay={onReplay} />;
};

type Replayed = { readonly run: number; readonly wanted: WantedMoment | null };

/** Keeps the project's live state for as long as the project is shown. Give it the root as its key. */
export const ProjectLoader = ({ root }: { readonly root: string }): JSX.Element => {
  const client = useClient();
  const [project, setProject] = useState<ProjectState | null>(null);
  const [replayed, setReplayed] = useState<Replayed | null>(null);
  const leave = useCallback(() => setReplayed(null), []);
  const replay = useCallback(
    (run: number, moment?: RecordingMoment) =>
      setReplayed((before) => {
        const round = (before?.wanted?.round ?? 0) + 1;
        return { run, wanted: moment === undefined ? null : { run, moment, round } };
      }),
    [],
  );
  const [memory] = useState<SearchMemory>(() => ({ wish: noWish, open: false }));
  const wish = useReplayWish(client);
  useEffect(() => {
    if (wish !== null) setReplayed({ run: wish.run, wanted: wish });
  }, [wish]);
  useEffect(() => {
    const opened = createProjectState(client);
    setProject(opened);
    return () => opened.close();
  }, [client]);
  if (project === null) return <Arriving />;
  if (replayed !== null) {
    const { run, wanted } = replayed;
    return (
      <SearchMemoryContext value={memory}>
        <ReplayLoader key={run} run={run} host={client} wanted={wanted} onLeave={leave} onReplay={replay} />
      </SearchMemoryContext>
    );
  }
  return (
    <SearchMemoryContext value={memory}>
      <ProjectContext value={project}>
        <Loaded root={root} onReload={project.reload} onReplay={replay} />
      </ProjectContext>
    </SearchMemoryContext>
  );
};
