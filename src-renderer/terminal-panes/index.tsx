import type { Instance } from '@contract/instances.ts';
import type { View } from '@contract/view.ts';
import { Columns2, Grid2x2, Plus, Square } from 'lucide-react';
import { type JSX, type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import type { TuttiClient } from '../connection/client.ts';
import { IconButton } from '../design/button.tsx';
import { Menu, MenuItem } from '../design/menu.tsx';
import { Empty } from '../design/plain-states.tsx';
import { StateMark } from '../design/state-marks.tsx';
import { focusTerminal } from './focus-wish.ts';
import { gridOf } from './grid-of.ts';
import { Pane } from './pane.tsx';
import { PaneTabs } from './pane-tabs.tsx';
import { type PaneKey, paneKeyOf } from './terminal-keys.ts';
import './terminal-panes.css';

export { focusTerminal } from './focus-wish.ts';

export type PaneLayout = 'tabs' | 'grid' | 'one';

export type TerminalPanesProps = {
  readonly client: TuttiClient;
  readonly view: View;
  /** The panes, in their order; ids that the view doesn't know are left out. */
  readonly openIds: readonly string[];
  readonly activeId: string | null;
  readonly layout: PaneLayout;
  /** Nothing may be typed, resized or restarted by this connection. */
  readonly readOnly: boolean;
  onActivate(id: string): void;
  onClose(id: string): void;
  onOpen(id: string): void;
  onLayout(layout: PaneLayout): void;
  /** Shows an instance's conversation; absent where there is no place for it. */
  onTranscript?(id: string): void;
};

const layouts = [
  { layout: 'tabs', words: 'As tabs', icon: <Columns2 size={14} /> },
  { layout: 'grid', words: 'As a grid', icon: <Grid2x2 size={14} /> },
  { layout: 'one', words: 'Only the active one', icon: <Square size={14} /> },
] as const;

const useRoom = (ref: RefObject<HTMLElement | null>) => {
  const [room, setRoom] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const measure = (): void => setRoom({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return room;
};

const OpenMore = ({
  closed,
  onOpen,
}: {
  readonly closed: readonly Instance[];
  onOpen(id: string): void;
}): JSX.Element => (
  <Menu
    trigger={
      <button
        type="button"
        className="ds-button ds-icon-button"
        aria-label="Open another terminal"
        disabled={closed.length === 0}
      >
        <Plus size={14} />
      </button>
    }
  >
    {closed.map(({ id, state }) => (
      <MenuItem key={id} onSelect={() => onOpen(id)}>
        <StateMark state={state} />
        <span className="ds-figures">{id}</span>
      </MenuItem>
    ))}
  </Menu>
);

/** Which pane a key chooses, counted from the active one. */
const chosenBy = (key: PaneKey, ids: readonly string[], activeId: string | null): string | undefined => {
  const at = activeId === null ? 0 : ids.indexOf(activeId);
  if (key.kind === 'next') return ids[(at + 1) % ids.length];
  if (key.kind === 'previous') return ids[(at - 1 + ids.length) % ids.length];
  return key.kind === 'pane' ? ids[key.number - 1] : undefined;
};

/** The terminals that are open: as tabs, tiled, or one alone. */
export const TerminalPanes = (props: TerminalPanesProps): JSX.Element => {
  const { view, openIds, layout, onActivate, onLayout } = props;
  const open = openIds.flatMap((id) => view.instances[id] ?? []);
  const ids = open.map(({ id }) => id);
  const activeId =
    props.activeId !== null && ids.includes(props.activeId) ? props.activeId : (ids[0] ?? null);
  const closed = Object.values(view.instances).filter(({ id }) => !ids.includes(id));
  const beforeMaximise = useRef<PaneLayout>('grid');

  const choose = (id: string): void => {
    onActivate(id);
    focusTerminal(id);
  };
  const openAnother = (id: string): void => {
    props.onOpen(id);
    choose(id);
  };
  const go = (key: PaneKey): void => {
    const id = chosenBy(key, ids, activeId);
    if (id !== undefined) choose(id);
  };
  const maximise = (id: string): void => {
    if (layout !== 'one') beforeMaximise.current = layout;
    onActivate(id);
    onLayout(layout === 'one' ? beforeMaximise.current : 'one');
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // In a terminal its own handler has taken it.
    if (event.defaultPrevented) return;
    const key = paneKeyOf(event, false);
    if (key.kind !== 'next' && key.kind !== 'previous' && key.kind !== 'pane') return;
    event.preventDefault();
    go(key);
  };

  const room = useRef<HTMLDivElement>(null);
  const { width, height } = useRoom(room);
  const grid = gridOf(open.length, width, height);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: shortcuts for what has buttons of its own
    <div className="panes" data-layout={layout} onKeyDown={onKeyDown}>
      <div className="panes-bar">
        <PaneTabs instances={open} activeId={activeId} onChoose={choose} onClose={props.onClose} />
        <OpenMore closed={closed} onOpen={openAnother} />
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form's */}
        <span className="panes-layouts" role="group" aria-label="Layout of the terminals">
          {layouts.map(({ layout: each, words, icon }) => (
            <IconButton
              key={each}
              label={words}
              aria-pressed={each === layout}
              onClick={() => onLayout(each)}
            >
              {icon}
            </IconButton>
          ))}
        </span>
      </div>
      <div
        className="panes-room"
        ref={room}
        style={
          layout === 'grid'
            ? {
                gridTemplateColumns: `repeat(${grid.columns}, minmax(0, 1fr))`,
                gridAutoRows: `${grid.rowHeight}px`,
              }
            : undefined
        }
      >
        {open.length === 0 && (
          <Empty title="No terminal open">
            {closed.length === 0
              ? 'Terminals appear with the first instance.'
              : 'Double-click an instance in the hierarchy, or press Enter on it.'}
          </Empty>
        )}
        {open.map((instance) => (
          <div
            className="pane-place"
            key={instance.id}
            hidden={layout !== 'grid' && instance.id !== activeId}
          >
            <Pane
              client={props.client}
              instance={instance}
              scrollback={view.settings.scrollback}
              readOnly={props.readOnly}
              active={instance.id === activeId}
              maximised={layout === 'one'}
              onActivate={() => {
                if (instance.id !== activeId) onActivate(instance.id);
              }}
              onClose={() => props.onClose(instance.id)}
              onMaximise={() => maximise(instance.id)}
              onGo={go}
              {...(props.onTranscript === undefined
                ? {}
                : { onTranscript: () => props.onTranscript?.(instance.id) })}
            />
          </div>
        ))}
      </div>
    </div>
  );
};
