import type { Instance } from '@contract/instances.ts';
import { X } from 'lucide-react';
import { type JSX, type KeyboardEvent, useRef } from 'react';
import { StateMark } from '../design/state-marks.tsx';
import { useActiveInSight } from './use-active-in-sight.ts';
import './pane-tabs.css';

type PaneTabsProps = {
  readonly instances: readonly Instance[];
  readonly activeId: string | null;
  onChoose(id: string): void;
  onClose(id: string): void;
};

const stepOf: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

/** The open panes by name. Arrows walk them, Delete or a middle click closes one. */
export const PaneTabs = ({ instances, activeId, onChoose, onClose }: PaneTabsProps): JSX.Element => {
  const list = useRef<HTMLDivElement>(null);
  useActiveInSight(list, activeId, instances.length);
  const focusTab = (id: string): void => list.current?.querySelector<HTMLElement>(`#pane-tab-${id}`)?.focus();
  const onKeyDown = (event: KeyboardEvent, at: number, id: string): void => {
    const step = stepOf[event.key];
    if (step !== undefined) {
      const next = instances[(at + step + instances.length) % instances.length];
      if (next !== undefined) focusTab(next.id);
    } else if (event.key === 'Delete') {
      const next = instances[at + 1] ?? instances[at - 1];
      if (next !== undefined) focusTab(next.id);
      onClose(id);
    } else return;
    event.preventDefault();
  };
  return (
    <div className="pane-tabs" role="tablist" aria-label="Open terminals" ref={list}>
      {instances.map(({ id, state, task }, at) => (
        <div
          className="pane-tab-place"
          role="presentation"
          key={id}
          data-tab={id}
          data-active={id === activeId || undefined}
        >
          <button
            type="button"
            role="tab"
            id={`pane-tab-${id}`}
            className="pane-tab"
            title={task}
            aria-selected={id === activeId}
            aria-label={`${id}, ${state}`}
            tabIndex={id === activeId || (activeId === null && at === 0) ? 0 : -1}
            onClick={() => onChoose(id)}
            onAuxClick={(event) => event.button === 1 && onClose(id)}
            onKeyDown={(event) => onKeyDown(event, at, id)}
          >
            <StateMark state={state} />
            {id}
          </button>
          {/* A mouse's way; by keys it is Delete on the tab, or the button in the pane's header. */}
          <button
            type="button"
            className="pane-tab-close"
            tabIndex={-1}
            aria-hidden="true"
            onClick={() => onClose(id)}
          >
            <X size={12} />
          </button>
        </div>
      ))}
    </div>
  );
};
