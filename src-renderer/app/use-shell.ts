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
  | 'terminate';

const storedSchema = z.object({
  room: z.enum(rooms),
  layout: z.enum(['tabs', 'grid', 'one']),
  folded: z.object({ hierarchy: z.boolean(), inspector: z.boolean(), events: z.boolean() }),
  openIds: z.array(z.string()),
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
  activeId: null,
  selectedId: null,
};

const keyOf = (root: string): string => `tutti.shell:${root}`;

/** What was stored for the project; a form that is no longer understood counts as nothing. */
const read = (root: string): Stored => {
  const text = localStorage.getItem(keyOf(root));
  if (text === null) return fresh;
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
  activeId: id,
  selectedId: id,
});

const closed = (state: ShellState, id: string): ShellState => {
  const at = state.openIds.indexOf(id);
  const openIds = state.openIds.filter((each) => each !== id);
  const activeId =
    state.activeId === id ? (openIds[Math.min(at, openIds.length - 1)] ?? null) : state.activeId;
  return { ...state, openIds, activeId };
};

const focusCompose = (): void => {
  document.querySelector<HTMLElement>('.in-compose textarea')?.focus();
};

export const useShell = (root: string): Shell => {
  const [state, setState] = useState<ShellState>(() => ({ ...read(root), dialog: null }));
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
