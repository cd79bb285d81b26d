import type { TuttiEvent } from '@contract/events.ts';
import { reduce } from '@contract/reduce.ts';
import type { TuttiError } from '@contract/result.ts';
import { emptyView, type View } from '@contract/view.ts';
import type { Following, TuttiClient } from './client.ts';

/** Events kept for the list: an eight-hour session's last hour; more is asked of the host by `events.list`. */
export const recentLimit = 5000;

export type ProjectSnapshot = {
  readonly phase: 'loading' | 'live' | 'failed';
  /** Set when `failed`. */
  readonly error: TuttiError | null;
  readonly view: View;
  /** The newest events, oldest first. A new array at each change. */
  readonly recent: readonly TuttiEvent[];
};

/** A project's view, kept at the tip of its events. */
export type ProjectState = {
  get(): ProjectSnapshot;
  subscribe(listener: () => void): () => void;
  /** Loads anew, e.g. after a failure. */
  reload(): void;
  /** Loads anew, and shows what was there until that has come: after a jump in a recording. */
  refresh(): void;
  close(): void;
};

/** Runs `work` soon, at most once a frame; answers how to call it off. */
export type Schedule = (work: () => void) => () => void;

// A hidden window gets no frames: there a timer keeps the view (and its notifications) going.
const hiddenPause = 250;

const perFrame: Schedule = (work) => {
  if (document.hidden) {
    const timer = setTimeout(work, hiddenPause);
    return () => clearTimeout(timer);
  }
  const frame = requestAnimationFrame(work);
  return () => cancelAnimationFrame(frame);
};

const appendRecent = (recent: readonly TuttiEvent[], more: readonly TuttiEvent[]): readonly TuttiEvent[] =>
  [...recent, ...more].slice(-recentLimit);

const initial: ProjectSnapshot = { phase: 'loading', error: null, view: emptyView, recent: [] };

/** Loads `view.get`, follows the events after it and folds them in, one notification per frame. */
export const createProjectState = (client: TuttiClient, schedule: Schedule = perFrame): ProjectState => {
  let snapshot = initial;
  let queue: TuttiEvent[] = [];
  let lastSeq = 0;
  let generation = 0;
  let following: Following | null = null;
  let callOff: (() => void) | null = null;
  const listeners = new Set<() => void>();

  const publish = (next: ProjectSnapshot): void => {
    snapshot = next;
    for (const listener of listeners) listener();
  };

  const flush = (): void => {
    callOff = null;
    const batch = queue;
    queue = [];
    publish({
      ...snapshot,
      view: batch.reduce(reduce, snapshot.view),
      recent: appendRecent(snapshot.recent, batch),
    });
  };

  const stop = (): void => {
    generation++;
    following?.cancel();
    following = null;
    callOff?.();
    callOff = null;
    queue = [];
  };

  const failWith = (error: TuttiError): void => {
    stop();
    publish({ ...snapshot, phase: 'failed', error });
  };

  const take = (batch: readonly TuttiEvent[]): void => {
    for (const event of batch) {
      // After a reconnection the host may repeat what was underway.
      if (event.seq <= lastSeq) continue;
      if (event.seq > lastSeq + 1) return void load();
      lastSeq = event.seq;
      queue.push(event);
    }
    if (queue.length > 0) callOff ??= schedule(flush);
  };

  const load = async (): Promise<void> => {
    stop();
    const mine = generation;
    const answers = await Promise.all([
      client.call('view.get', {}),
      client.call('events.list', { newest: true, limit: recentLimit }),
    ]);
    if (mine !== generation) return;
    const [view, newest] = answers;
    if (!view.ok) return failWith(view.error);
    if (!newest.ok) return failWith(newest.error);
    lastSeq = view.value.seq;
    // The list was asked for after the view and may already hold what the stream will bring.
    const recent = newest.value.filter((event) => event.seq <= lastSeq).reverse();
    publish({ phase: 'live', error: null, view: view.value, recent });
    following = client.follow('events.follow', () => ({ after: lastSeq }), {
      onItem: take,
      onEnd: (error) => {
        if (mine !== generation) return;
        following = null;
        if (error !== undefined) failWith(error);
      },
    });
  };

  let refreshing = false;
  let again = false;
  /** One at a time: of many jumps in a row (a playhead that is dragged) the last counts, and some of those before are seen. */
  const refresh = (): void => {
    again = refreshing;
    if (refreshing) return;
    refreshing = true;
    void load().finally(() => {
      refreshing = false;
      if (again) refresh();
    });
  };

  // What was loading when the line broke has failed with it: begin again when the line stands.
  const stopListening = client.onStatus((status) => {
    if (status.kind === 'open' && snapshot.phase === 'failed' && snapshot.error?.code === 'no_host')
      void load();
  });

  void load();
  return {
    get: () => snapshot,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    reload: () => {
      publish(initial);
      void load();
    },
    refresh,
    close: () => {
      stopListening();
      stop();
      listeners.clear();
    },
  };
};
