import '../../../src-renderer/design/base.css';
import type { View } from '@contract/view.ts';
import { type JSX, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { startTheme } from '../../../src-renderer/design/theme.ts';
import { TipProvider } from '../../../src-renderer/design/tip.tsx';
import { Toaster } from '../../../src-renderer/design/toaster.tsx';
import { HierarchyGraph } from '../../../src-renderer/hierarchy-graph/index.tsx';
import {
  focusTerminal,
  type PaneLayout,
  TerminalPanes,
} from '../../../src-renderer/terminal-panes/index.tsx';
import { sampleRun } from '../sample-events.ts';
import { createPageHost, type PageHost } from './page-client.ts';

/**
 * The hierarchy beside the terminals, without the rest of the window. Parameters of its address: `count` instances, `open` panes,
 * `layout`, `tree` (its width in pixels), `readOnly`.
 */
const asked = new URLSearchParams(window.location.search);
const numberOf = (name: string, otherwise: number): number => Number(asked.get(name) ?? otherwise);

declare global {
  interface Window {
    terminals: PageHost & { show(view: View): void; view(): View };
  }
}

let view = sampleRun(numberOf('count', 7), Date.now() - 60_000).view;
const host = createPageHost(() => view);

const Page = (): JSX.Element => {
  const [shown, setShown] = useState(view);
  const [selected, setSelected] = useState<string | null>(asked.get('selected'));
  const [open, setOpen] = useState(Object.keys(view.instances).slice(0, numberOf('open', 3)));
  const [active, setActive] = useState<string | null>(open[0] ?? null);
  const [layout, setLayout] = useState((asked.get('layout') ?? 'tabs') as PaneLayout);
  window.terminals = {
    ...host,
    view: () => view,
    show: (next) => {
      view = next;
      setShown(next);
    },
  };
  const openPane = (id: string): void => {
    setOpen((ids) => (ids.includes(id) ? ids : [...ids, id]));
    setActive(id);
    focusTerminal(id);
  };
  return (
    <main style={{ display: 'flex', height: '100%' }}>
      <div style={{ width: numberOf('tree', 340), borderRight: '1px solid var(--line)' }}>
        <HierarchyGraph view={shown} selectedId={selected} onSelect={setSelected} onOpen={openPane} />
      </div>
      <div style={{ flex: 1, minWidth: 0 }}>
        <TerminalPanes
          client={host.client}
          view={shown}
          openIds={open}
          activeId={active}
          layout={layout}
          readOnly={asked.has('readOnly')}
          onActivate={setActive}
          onClose={(id) => setOpen((ids) => ids.filter((each) => each !== id))}
          onOpen={openPane}
          onLayout={setLayout}
        />
      </div>
    </main>
  );
};

startTheme();
const root = document.getElementById('root');
if (root === null) throw new Error('the page has no #root');
createRoot(root).render(
  <TipProvider>
    <Page />
    <Toaster />
  </TipProvider>,
);
