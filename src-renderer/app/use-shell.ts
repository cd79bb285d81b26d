import type { AttentionEntry } from '@contract/attention-entries.ts';
import type { MergeId } from '@contract/merges.ts';
import type { WhySubject } from '@contract/run-why.ts';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { z } from 'zod';
import type { WantedEvent } from '../event-list/index.ts';
import type { WantedMessage } from '../message-flow/index.ts';
import { type BoardView, boardViews } from '../tasks/index.ts';
import type { Place, WantedPlace } from '../transcript/index.ts';

export const rooms = [
  'terminals',
  'tasks',
  'messages',
  'locks',
  'merges',
  'knowledge',
  'review',
  'transcript',
] as const;
export type Room = (typeof rooms)[number];
export type Panel = 'hierarchy' | 'inspector' | 'events' | 'timeline';
export type PaneLayout = 'tabs' | 'grid' | 'one';
export type DialogName =
  | 'palette'
  | 'shortcuts'
  | 'spawn'
  | 'new-run'
  | 'end-run'
  | 'attention'
  | 'settings'
  | 'resume'
  | 'rules'
  | 'profiles'
  | 'budgets'
  | 'usage'
  | 'runs'
  | 'clean-up'
  | 'export'
  | 'shutdown'
  | 'shutdown-below'
  | 'terminate'
  | 'merge'
  | 'integrate'
  | 'publish'
  | 'kept'
  | 'kept-of'
  | 'insight';

const storedSchema = z.object({
  room: z.enum(rooms),
  layout: z.enum(['tabs', 'grid', 'one']),
  folded: z.object({
    hierarchy: z.boolean(),
    inspector: z.boolean(),
    events: z.boolean(),
    timeline: z.boolean().default(true),
  }),
  openIds: z.array(z.string()),
  /** The run that the panes are of; 0 before the first one. */
  run: z.number().int().default(0),
  closedIds: z.array(z.string()).default([]),
  activeId: z.string().nullable(),
  selectedId: z.string().nullable(),
  board: z.enum(boardViews).default('state'),
});
type Stored = z.infer<typeof storedSchema>;

/** What is not remembered: it is of the moment. */
type Passing = {
  readonly dialog: DialogName | null;
  /** What is looked for in an instance's transcript. */
  readonly place: (WantedPlace & { readonly id: string }) | null;
  readonly wantedEvent: WantedEvent | null;
  readonly wantedMessage: WantedMessage | null;
  /** What is to have the focus in the list of what needs the person. */
  readonly wantedAttention: AttentionEntry | null;
  /** The task whose details are shown. */
  readonly task: string | null;
  /** The merge whose conflict is being resolved. */
  readonly resolving: MergeId | null;
  /** What is shown of how a run went; null: nothing was yet. */
  readonly insight: Insight | null;
  /** Whether the search is shown: 0 if not, and another number each time it is asked for. */
  readonly search: number;
};

/** A page on how a run went. */
export type Insight =
  | { readonly page: 'report' | 'compare'; readonly run: number }
  /** `at`: what was not done by then can be chosen; null: only all of its plan. */
  | { readonly page: 'rerun'; readonly run: number; readonly at: number | null }
  | { readonly page: 'why'; readonly run: number; readonly subject: WhySubject };

export type ShellState = Stored & Passing;

const fresh: Stored = {
  room: 'terminals',
  layout: 'tabs',
  folded: { hierarchy: false, inspector: false, events: true, timeline: true },
  openIds: [],
  run: 0,
  closedIds: [],
  activeId: null,
  selectedId: null,
  board: 'state',
};

const keyOf = (root: string): string => `tutti.shell:${root}`;

/** What was stored for the project; a form that is no longer understood counts as nothing. */
/** A rehearsal is there to be watched: all of its agents at once, with all the room there is. */
const watching: Stored = { ...fresh, layout: 'grid', folded: { ...fresh.folded, inspector: true } };

const read = (root: string, rehearsal: boolean): Stored => {
  const text = localStorage.getItem(keyOf(root));
  if (text === null) return rehearsal ? watching : fresh;
  try {
    return storedSchema.catch(fresh).parse(JSON.parse(text));
  } catch (error) {
    console.warn('The stored layout is no JSON and is left aside', error);
    return fresh;
  }
};

/** What the window shows, besides the project itself; remembered per project. */
export type Shell = {
  readonly state: ShellState;
  select(id: string | null): void;
  /** Shows an instance's terminal and selects it. */
  open(id: string): void;
  /** Shows terminals without moving what is active or selected. */
  openBeside(ids: readonly string[]): void;
  /** A run that the panes are not of: none of them is open, and none was closed. */
  begin(run: number): void;
  activate(id: string): void;
  close(id: string): void;
  setRoom(room: Room): void;
  setLayout(layout: PaneLayout): void;
  fold(panel: Panel): void;
  showDialog(dialog: DialogName | null): void;
  /** Opens the list of what needs the person, at one thing in it, and selects whom that is about. */
  showAttention(entry: AttentionEntry | null): void;
  /** Selects it and shows its conversation, at a place or at its end. */
  showTranscript(id: string, place?: Place): void;
  /** Shows it in the list of events. */
  showEvent(seq: number): void;
  /** Shows it among all messages. */
  showMessage(id: string): void;
  /** Shows its details on the board; null: none. */
  showTask(id: string | null): void;
  /** Opens what a merge conflicts in; null: none. */
  resolve(merge: MergeId | null): void;
  setBoard(board: BoardView): void;
  /** Shows the search, ready to be typed into, or takes it away. */
  search(shown: boolean): void;
  /** Selects it and asks. */
  askTerminate(id: string): void;
  askShutDown(id: string): void;
  /** Selects it and asks for its work, or that of all below it, to be merged. */
  askMerge(id: string, what: 'merge' | 'integrate'): void;
  /** Selects it and asks whether its branch is to be published, or which of its kept work is to be brought back. */
  ask(id: string, dialog: 'publish' | 'kept-of'): void;
  /** Shows how a run went. */
  showInsight(insight: Insight): void;
  focusCompose(): void;
};

/** Whoever comes back to an instance later no longer looks for what was looked for in its transcript. */
const selected = (state: ShellState, id: string | null): ShellState =>
  state.selectedId === id ? state : { ...state, selectedId: id, place: null };

const opened = (state: ShellState, id: string): ShellState => ({
  ...state,
  place: null,
  room: 'terminals',
  openIds: state.openIds.includes(id) ? state.openIds : [...state.openIds, id],
  closedIds: state.closedIds.filter((each) => each !== id),
  activeId: id,
  selectedId: id,
});

const openedBeside = (state: ShellState, ids: readonly string[]): ShellState => ({
  ...state,
  openIds: [...new Set([...state.openIds, ...ids])],
  activeId: state.activeId ?? ids[0] ?? null,
});

const begun = (state: ShellState, run: number): ShellState =>
  // What was stored before panes knew their run is of the one that goes on.
  state.run === 0 ? { ...state, run } : { ...state, run, openIds: [], closedIds: [], activeId: null };

const closed = (state: ShellState, id: string): ShellState => {
  const at = state.openIds.indexOf(id);
  const openIds = state.openIds.filter((each) => each !== id);
  const activeId =
    state.activeId === id ? (openIds[Math.min(at, openIds.length - 1)] ?? null) : state.activeId;
  return { ...state, openIds, activeId, closedIds: [...new Set([...state.closedIds, id])] };
};

const shownTranscript = (state: ShellState, id: string, place: Place | undefined): ShellState => ({
  ...state,
  room: 'transcript',
  selectedId: id,
  place: place === undefined ? null : { ...place, id, serial: (state.place?.serial ?? 0) + 1 },
});

const shownEvent = (state: ShellState, seq: number): ShellState => ({
  ...state,
  folded: { ...state.folded, events: false },
  wantedEvent: { seq, serial: (state.wantedEvent?.serial ?? 0) + 1 },
});

const shownMessage = (state: ShellState, id: string): ShellState => ({
  ...state,
  room: 'messages',
  place: null,
  wantedMessage: { id, serial: (state.wantedMessage?.serial ?? 0) + 1 },
});

const shownAttention = (state: ShellState, entry: AttentionEntry | null): ShellState => ({
  ...selected(state, entry?.instance ?? state.selectedId),
  // A profile's text may not be saved yet: it stays before the person.
  dialog: state.dialog === 'profiles' ? state.dialog : 'attention',
  // Another object each time, so that the same is focused again.
  wantedAttention: entry === null ? null : { ...entry },
});

const focusCompose = (): void => {
  document.querySelector<HTMLElement>('.in-compose textarea')?.focus();
};

export const useShell = (root: string, rehearsal: boolean, searching = false): Shell => {
  const [state, setState] = useState<ShellState>(() => ({
    ...read(root, rehearsal),
    dialog: null,
    place: null,
    wantedEvent: null,
    wantedMessage: null,
    wantedAttention: null,
    task: null,
    resolving: null,
    insight: null,
    search: searching ? 1 : 0,
  }));
  useEffect(() => {
    const {
      dialog: _,
      place: _place,
      wantedEvent: _event,
      wantedMessage: _message,
      wantedAttention: _attention,
      task: _task,
      resolving: _resolving,
      insight: _insight,
      search: _search,
      ...stored
    } = state;
    localStorage.setItem(keyOf(root), JSON.stringify(stored));
  }, [root, state]);
  const change = useCallback(
    (part: Partial<ShellState>) => setState((before) => ({ ...before, ...part })),
    [],
  );
  const does = useMemo<Omit<Shell, 'state'>>(
    () => ({
      select: (id) => setState((before) => selected(before, id)),
      open: (id) => setState((before) => opened(before, id)),
      openBeside: (ids) => setState((before) => openedBeside(before, ids)),
      begin: (run) => setState((before) => begun(before, run)),
      activate: (id) => setState((before) => ({ ...selected(before, id), activeId: id })),
      close: (id) => setState((before) => closed(before, id)),
      setRoom: (room) => change({ room, place: null }),
      setLayout: (layout) => change({ layout }),
      fold: (panel) =>
        setState((before) => ({ ...before, folded: { ...before.folded, [panel]: !before.folded[panel] } })),
      showDialog: (dialog) => change({ dialog, wantedAttention: null }),
      showAttention: (entry) => setState((before) => shownAttention(before, entry)),
      showTranscript: (id, place) => setState((before) => shownTranscript(before, id, place)),
      showEvent: (seq) => setState((before) => shownEvent(before, seq)),
      showMessage: (id) => setState((before) => shownMessage(before, id)),
      showTask: (task) => change(task === null ? { task } : { task, room: 'tasks', place: null }),
      resolve: (resolving) => change(resolving === null ? { resolving } : { resolving, dialog: null }),
      setBoard: (board) => change({ board }),
      search: (shown) => setState((before) => ({ ...before, search: shown ? before.search + 1 : 0 })),
      askTerminate: (id) => change({ selectedId: id, dialog: 'terminate' }),
      askShutDown: (id) => change({ selectedId: id, dialog: 'shutdown-below' }),
      askMerge: (id, what) => change({ selectedId: id, dialog: what }),
      ask: (id, dialog) => change({ selectedId: id, dialog }),
      showInsight: (insight) => change({ insight, dialog: 'insight', wantedAttention: null }),
      focusCompose: () => {
        setState((before) => ({ ...before, folded: { ...before.folded, inspector: false } }));
        // The box is there once this change is drawn.
        requestAnimationFrame(focusCompose);
      },
    }),
    [change],
  );
  return useMemo(() => ({ state, ...does }), [state, does]);
};
