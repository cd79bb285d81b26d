import { instanceOf } from '@contract/events.ts';
import { useContext, useEffect, useMemo, useSyncExternalStore } from 'react';
import { ProjectContext, useClient } from '../connection/use-project.ts';
import { createRefreshPulse } from './refresh-pulse.ts';
import { createTranscriptStore, type TranscriptStore } from './transcript-store.ts';

/** Looks anew after events of the instance. */
const useRefresh = (id: string, look: () => Promise<void>): void => {
  const project = useContext(ProjectContext);
  useEffect(() => {
    if (project === null) return;
    const pulse = createRefreshPulse(look);
    let seen = project.get().recent.at(-1)?.seq ?? 0;
    const stopListening = project.subscribe(() => {
      const { recent } = project.get();
      const before = seen;
      seen = recent.at(-1)?.seq ?? seen;
      for (let at = recent.length - 1; at >= 0; at--) {
        const event = recent[at];
        if (event === undefined || event.seq <= before) return;
        if (instanceOf(event) === id) return pulse.ring();
      }
    });
    return () => {
      stopListening();
      pulse.stop();
    };
  }, [project, id, look]);
};

/** The transcript of an instance, followed as it works; nothing is loaded before it is opened. */
export const useTranscript = (id: string): TranscriptStore => {
  const client = useClient();
  const store = useMemo(() => createTranscriptStore(client, id), [client, id]);
  useRefresh(id, store.refresh);
  return store;
};

export const useTranscriptState = (store: TranscriptStore) =>
  useSyncExternalStore(store.subscribe, store.get);
