import type { HitSource, SearchHit } from '@contract/recording-search.ts';
import { createContext, type JSX, useContext, useEffect, useMemo, useState } from 'react';
import { useClient } from '../connection/use-project.ts';
import { type ExtraMark, pause, useReplay } from '../replay-timeline/index.ts';
import { noWish, type SearchMemory, SearchPanel } from '../search/index.ts';
import { useMarkOnTimeline } from './extra-marks.tsx';
import type { Shell } from './use-shell.ts';

/** Outlives the window that shows it: a hit in another run opens that run's recording in its place. */
export const SearchMemoryContext = createContext<SearchMemory>({ wish: noWish, open: false });

const markWords: Readonly<Record<HitSource, string>> = {
  terminal: 'found on the terminal',
  message: 'found in a message',
  event: 'found in an event',
};

const markOf = ({ at, instance, source }: SearchHit): ExtraMark => ({
  at,
  ...(instance === null ? {} : { lane: instance }),
  label: markWords[source],
  tone: 'accent',
});

type SearchRoomProps = {
  readonly shell: Shell;
  /** Shows a moment of another run. */
  onReplay(hit: SearchHit): void;
};

/** The search beside what is shown: hits of the run that is played are marked on its timeline, and going to one moves the playhead. */
export const SearchRoom = ({ shell, onReplay }: SearchRoomProps): JSX.Element => {
  const memory = useContext(SearchMemoryContext);
  const [wish, setWish] = useState(memory.wish);
  const [hits, setHits] = useState<readonly SearchHit[]>([]);
  const replay = useReplay();
  const client = useClient();
  const run = replay?.recording.run ?? null;
  const marks = useMemo(
    () => (replay === null ? [] : hits.filter((hit) => hit.run === replay.recording.run).map(markOf)),
    [hits, replay],
  );
  useMarkOnTimeline('search', marks);
  useEffect(() => {
    memory.open = true;
  }, [memory]);
  const go = (hit: SearchHit): void => {
    if (replay === null || hit.run !== run) {
      // The same list there: it is of all runs.
      memory.wish = { ...wish, inRun: false };
      onReplay(hit);
      return;
    }
    const { clock } = replay;
    clock.press(pause);
    clock.seek(hit.at);
    const { instance, source, seq } = hit;
    if (instance !== null && source === 'terminal') shell.open(instance);
    else if (instance !== null) shell.select(instance);
    if (seq !== null) shell.showEvent(seq);
  };
  return (
    <SearchPanel
      client={replay?.host ?? client}
      run={run}
      hasOthers={replay === null || replay.leave !== null}
      wish={wish}
      round={shell.state.search}
      follows={replay !== null && (wish.inRun || replay.leave === null)}
      onWish={(next) => {
        memory.wish = next;
        setWish(next);
      }}
      onGo={go}
      onHits={setHits}
      onClose={() => {
        memory.open = false;
        shell.search(false);
      }}
    />
  );
};
