import { useCallback, useEffect, useMemo, useState } from 'react';
import { z } from 'zod';

export const rooms = ['terminals', 'messages'] as const;
export type Room = (typeof rooms)[number];
export type Panel = 'hierarchy' | 'inspector' | 'events';
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
  | 'terminate';

const storedSchema = z.object({
  room: z.enum(rooms),
  layout: z.enum(['tabs', 'grid', 'one']),
  folded: z.object({ hierarchy: z.boolean(), inspector: z.boolean(), events: z.boolean() }),
  openIds: z.array(z.string()),
  /** The run that the panes are of; 0 before the first one. */
  run: z.number().int().default(0),
  closedIds: z.array(z.string()).default([]),
  activeId: z.string().nullable(),
  selectedId: z.string().nullable(),
});
type Stored = z.infer<typeof storedSchema>;

export type ShellState = Stored & { readonly dialog: DialogName | null };

const fresh: Stored = {
  room: 'terminals',
  layout: 'tabs',
  folded: { hierarchy: false, inspector: false, events: true },
  openIds: [],
  run: 0,
  closedIds: [],
  activeId: null,
  selectedId: null,
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
  /** Selects it and asks. */
  askTerminate(id: string): void;
  focusCompose(): void;
};

const opened = (state: ShellState, id: string): ShellState => ({
  ...state,
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

const focusCompose = (): void => {
  document.querySelector<HTMLElement>('.in-compose textarea')?.focus();
};

export const useShell = (root: string, rehearsal: boolean): Shell => {
  const [state, setState] = useState<ShellState>(() => ({ ...read(root, rehearsal), dialog: null }));
  useEffect(() => {
    const { dialog: _, ...stored } = state;
    localStorage.setItem(keyOf(root), JSON.stringify(stored));
  }, [root, state]);
  const change = useCallback(
    (part: Partial<ShellState>) => setState((before) => ({ ...before, ...part })),
    [],
  );
  const does = useMemo<Omit<Shell, 'state'>>(
    () => ({
      select: (selectedId) => change({ selectedId }),
      open: (id) => setState((before) => opened(before, id)),
      openBeside: (ids) => setState((before) => openedBeside(before, ids)),
      begin: (run) => setState((before) => begun(before, run)),
      activate: (id) => change({ activeId: id, selectedId: id }),
      close: (id) => setState((before) => closed(before, id)),
      setRoom: (room) => change({ room }),
      setLayout: (layout) => change({ layout }),
      fold: (panel) =>
        setState((before) => ({ ...before, folded: { ...before.folded, [panel]: !before.folded[panel] } })),
      showDialog: (dialog) => change({ dialog }),
      askTerminate: (id) => change({ selectedId: id, dialog: 'terminate' }),
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
