import type { Result, TuttiError } from '@contract/result.ts';
import type { EntryKind, Transcript, TranscriptEntry } from '@contract/transcripts.ts';
import type { VerbInput } from '@contract/verbs.ts';
import type { TuttiClient } from '../connection/client.ts';

/** Entries of one answer: several screens, and some 100 KB. */
const pageSize = 200;

/** Entries that are kept at once; beyond, those at the other end are let go, and come again when they are scrolled to. */
export const keptLimit = 5000;

/** An agent that wrote more between two looks than this many pages is followed from its new end. */
const mostPagesAtOnce = 5;

/** Where a transcript is opened: at a call's id or a message's id, at a moment, or (both null) at its end. */
export type Place = { readonly around: string | null; readonly near: number | null };

export type TranscriptState = {
  readonly phase: 'loading' | 'shown' | 'failed';
  /** Set when `failed`. */
  readonly error: TuttiError | null;
  /** Those that are loaded, in their order, without a gap among the wanted kinds. */
  readonly entries: readonly TranscriptEntry[];
  readonly total: number;
  readonly older: boolean;
  readonly newer: boolean;
  readonly unreadable: number;
  readonly unfinished: boolean;
  /** Null: all. */
  readonly kinds: readonly EntryKind[] | null;
  /** What was asked for, once it is known whether it is there; null: nothing was. */
  readonly opened: { readonly place: Place; readonly found: Transcript['found'] } | null;
};

const initial: TranscriptState = {
  phase: 'loading',
  error: null,
  entries: [],
  total: 0,
  older: false,
  newer: false,
  unreadable: 0,
  unfinished: false,
  kinds: null,
  opened: null,
};

/** A part of an instance's transcript, grown page by page. */
export type TranscriptStore = {
  get(): TranscriptState;
  subscribe(listener: () => void): () => void;
  /** Loads what is there, or the last entries. Shows all kinds when a place is asked for: what is there may be of any. */
  open(place: Place | null): Promise<void>;
  setKinds(kinds: readonly EntryKind[] | null): Promise<void>;
  loadOlder(): Promise<void>;
  loadNewer(): Promise<void>;
  /** The instance did something: takes what was added, where the end is shown. */
  refresh(): Promise<void>;
  /** Loads what stands around an entry, unless it is loaded. */
  goTo(index: number): Promise<void>;
};

type Wanted = Omit<VerbInput<'instances.transcript'>, 'id' | 'kinds'>;

const partOf = ({ total, unreadable, unfinished }: Transcript) => ({ total, unreadable, unfinished });

export const createTranscriptStore = (client: Pick<TuttiClient, 'call'>, id: string): TranscriptStore => {
  let state = initial;
  let session: string | null = null;
  /** Answers to what was asked before another beginning count no more. */
  let generation = 0;
  /** Older, newer and added ones: one question at a time, or two answers would add the same entries. */
  let growing = false;
  const listeners = new Set<() => void>();

  const publish = (change: Partial<TranscriptState>): void => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  const ask = (wanted: Wanted): Promise<Result<Transcript>> =>
    client.call('instances.transcript', {
      id,
      last: pageSize,
      ...wanted,
      ...(state.kinds === null ? {} : { kinds: [...state.kinds] }),
    });

  /** Puts other entries in place of those that are shown. */
  const begin = async (load: () => Promise<Result<Transcript>>, place: Place | null): Promise<void> => {
    generation += 1;
    const mine = generation;
    growing = false;
    const answer = await load();
    if (mine !== generation) return;
    if (!answer.ok) return publish({ phase: 'failed', error: answer.error, entries: [], opened: null });
    const { entries, older, newer, found } = answer.value;
    session = answer.value.session;
    const opened = place === null ? null : { place, found };
    publish({ ...partOf(answer.value), phase: 'shown', error: null, entries, older, newer, opened });
  };

  /** Adds to those that are shown, unless something else has begun meanwhile. */
  const grow = async (
    wanted: Wanted,
    take: (answer: Transcript) => Partial<TranscriptState>,
  ): Promise<void> => {
    if (growing || state.phase !== 'shown') return;
    growing = true;
    const mine = generation;
    const answer = await ask(wanted);
    if (mine !== generation) return;
    growing = false;
    if (!answer.ok) {
      // What is shown stays while the line is mended: the next event asks again.
      if (answer.error.code !== 'no_host') publish({ phase: 'failed', error: answer.error });
      return;
    }
    if (answer.value.session !== session || answer.value.total < state.total)
      return begin(() => ask({}), null);
    publish({ ...partOf(answer.value), ...take(answer.value) });
  };

  const appended = ({ entries, newer }: Transcript): Partial<TranscriptState> => {
    const all = [...state.entries, ...entries];
    return { entries: all.slice(-keptLimit), newer, older: state.older || all.length > keptLimit };
  };
  const prepended = ({ entries, older }: Transcript): Partial<TranscriptState> => {
    const all = [...entries, ...state.entries];
    return { entries: all.slice(0, keptLimit), older, newer: state.newer || all.length > keptLimit };
  };
  const nextIndex = (): number => (state.entries.at(-1)?.index ?? -1) + 1;

  const open = (place: Place | null): Promise<void> => {
    if (place !== null) state = { ...state, kinds: null };
    const { around, near } = place ?? { around: null, near: null };
    return begin(
      () => ask({ ...(around === null ? {} : { around }), ...(near === null ? {} : { near }) }),
      place,
    );
  };

  const refresh = async (): Promise<void> => {
    if (state.phase === 'failed') return open(null);
    if (state.newer) return;
    for (let page = 0; page < mostPagesAtOnce; page++) {
      await grow({ from: nextIndex() }, appended);
      if (!state.newer) return;
    }
    await begin(() => ask({}), null);
  };

  return {
    get: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    open,
    setKinds: (kinds) => {
      publish({ kinds, opened: null });
      return begin(() => ask({}), null);
    },
    loadOlder: async () => {
      if (state.older) await grow({ before: state.entries[0]?.index ?? state.total }, prepended);
    },
    loadNewer: async () => {
      if (state.newer) await grow({ from: nextIndex() }, appended);
    },
    refresh,
    goTo: async (index) => {
      if (state.entries.some((entry) => entry.index === index)) return;
      const half = pageSize / 2;
      await begin(async () => {
        const [before, from] = await Promise.all([
          ask({ before: index, last: half }),
          ask({ from: index, last: half }),
        ]);
        if (!before.ok || !from.ok) return before.ok ? from : before;
        const entries = [...before.value.entries, ...from.value.entries];
        return { ok: true, value: { ...from.value, entries, older: before.value.older } };
      }, null);
    },
  };
};
