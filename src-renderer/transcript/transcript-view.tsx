import type { Instance } from '@contract/instances.ts';
import type { TuttiError } from '@contract/result.ts';
import type { TranscriptEntry } from '@contract/transcripts.ts';
import { type JSX, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Button } from '../design/button.tsx';
import { Empty, ErrorState, Skeleton } from '../design/plain-states.tsx';
import { TranscriptBar } from './transcript-bar.tsx';
import { type Target, TranscriptList } from './transcript-list.tsx';
import { TranscriptNotices } from './transcript-notices.tsx';
import { rowsOf } from './transcript-rows.ts';
import type { Place, TranscriptState, TranscriptStore } from './transcript-store.ts';
import { type Find, useFind } from './use-find.ts';
import { useTranscript, useTranscriptState } from './use-transcript.ts';
import './transcript.css';

/** A wish to see something in it. `serial` tells one wish from the next of the same. */
export type WantedPlace = Place & { readonly serial: number };

export type TranscriptViewProps = {
  readonly instance: Instance;
  /** Null: its end. */
  readonly place: WantedPlace | null;
  /** The sequence number of an entry's event; null where none is known. */
  eventOf(entry: TranscriptEntry): number | null;
  onShowEvent(seq: number): void;
  onOpenTerminal(id: string): void;
};

type WithoutProps = { readonly error: TuttiError; onOpenTerminal(): void; onAgain(): void };

/** There is none that can be shown: why, and what is there instead. */
const Without = ({ error, onOpenTerminal, onAgain }: WithoutProps): JSX.Element => {
  const terminal = <Button onClick={onOpenTerminal}>Open its terminal</Button>;
  if (error.code === 'unsupported')
    return (
      <Empty title="This CLI keeps no conversation that Tutti can read" action={terminal}>
        Its terminal and what has scrolled out of it are there instead.
      </Empty>
    );
  if (error.code === 'not_found' && error.field === 'id')
    return (
      <Empty title="No conversation yet" action={terminal}>
        It appears here once its CLI tells where it keeps it, most do with the first prompt.
      </Empty>
    );
  return (
    <div className="tr-wrong">
      <ErrorState
        error={error}
        action={
          <span className="tr-actions">
            <Button onClick={onAgain}>Try again</Button>
            {terminal}
          </span>
        }
      />
    </div>
  );
};

/** Where the list is brought: to what was opened, then to each hit. */
const useTarget = (store: TranscriptStore, state: TranscriptState, place: WantedPlace | null) => {
  const serial = useRef(0);
  const [target, setTarget] = useState<Target | null>(null);
  const [marked, setMarked] = useState<number | null>(null);
  const bring = useCallback((index: Target['index'], focus = false): void => {
    serial.current += 1;
    setMarked(index === 'end' ? null : index);
    setTarget({ index, focus, serial: serial.current });
  }, []);
  useEffect(() => {
    // Until it is known where to, nothing is in sight that would have to grow.
    setTarget(null);
    let gone = false;
    void store.open(place).then(() => {
      if (!gone) bring(store.get().opened?.found?.index ?? 'end', place !== null);
    });
    return () => {
      gone = true;
    };
  }, [store, place, bring]);
  const goTo = useCallback(
    (index: number): void => void store.goTo(index).then(() => bring(index)),
    [store, bring],
  );
  const latest = (): void => {
    if (state.newer) void store.open(null).then(() => bring('end'));
    else bring('end');
  };
  return { target, marked, bring, goTo, latest };
};

type BodyProps = Omit<TranscriptViewProps, 'place'> & {
  readonly store: TranscriptStore;
  readonly state: TranscriptState;
  readonly find: Find;
  readonly target: Target | null;
  readonly marked: number | null;
};

const Body = ({ store, state, find, target, marked, instance, ...props }: BodyProps): JSX.Element => {
  const rows = useMemo(() => rowsOf(state.entries), [state.entries]);
  const onNearTop = useCallback(() => void store.loadOlder(), [store]);
  const onNearEnd = useCallback(() => void store.loadNewer(), [store]);
  if (state.phase === 'loading') return <Skeleton rows={8} label="Reading the transcript" />;
  if (state.error !== null)
    return (
      <Without
        error={state.error}
        onOpenTerminal={() => props.onOpenTerminal(instance.id)}
        onAgain={() => void store.open(null)}
      />
    );
  if (rows.length === 0)
    return state.total === 0 ? (
      <Empty title="Nothing was said yet">
        Its file is there and holds no entry that a person would read.
      </Empty>
    ) : (
      <Empty title="No such entry">Show another kind of entry.</Empty>
    );
  return (
    <TranscriptList
      label={`Transcript of ${instance.id}`}
      rows={rows}
      words={find.words.trim() === '' ? '' : find.words}
      target={target}
      markedIndex={marked}
      endsAtTail={!state.newer}
      eventOf={props.eventOf}
      onShowEvent={props.onShowEvent}
      onNearTop={onNearTop}
      onNearEnd={onNearEnd}
    />
  );
};

/** What an instance's CLI has recorded of its conversation, followed as it works. */
export const TranscriptView = (props: TranscriptViewProps): JSX.Element => {
  const { instance, place } = props;
  const store = useTranscript(instance.id);
  const state = useTranscriptState(store);
  const { target, marked, bring, goTo, latest } = useTarget(store, state, place);
  const find = useFind(instance.id, state.kinds, goTo);
  return (
    <div className="tr">
      {state.error === null && (
        <>
          <TranscriptBar
            id={instance.id}
            find={find}
            kinds={state.kinds}
            total={state.total}
            onKinds={(kinds) => void store.setKinds(kinds).then(() => bring('end'))}
            onLatest={latest}
          />
          <TranscriptNotices state={state} atWork={instance.state === 'busy'} />
        </>
      )}
      <Body {...props} store={store} state={state} find={find} target={target} marked={marked} />
    </div>
  );
};
