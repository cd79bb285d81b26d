import { percentages } from '@contract/progress.ts';
import type { View } from '@contract/view.ts';
import { Maximize, Minus, Plus, ScanSearch } from 'lucide-react';
import { type JSX, type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { IconButton } from '../design/button.tsx';
import { Input } from '../design/field.tsx';
import { Empty } from '../design/plain-states.tsx';
import { ancestorsOf, type FoldedByHand, findMatches, isFolded, type Shown, showTree } from './fold-tree.ts';
import { type Layout, layoutHierarchy } from './layout-hierarchy.ts';
import { readTree, type Tree, type TreeNode } from './read-tree.ts';
import { type TreeActions, TreeItem } from './tree-item.tsx';
import { TreeLinks } from './tree-links.tsx';
import { type Area, type Canvas, useCanvas } from './use-canvas.ts';
import { stepFrom } from './walk-tree.ts';
import './hierarchy-graph.css';

export type HierarchyGraphProps = {
  readonly view: View;
  readonly selectedId: string | null;
  onSelect(id: string | null): void;
  onOpen(id: string): void;
  /** A context menu is wanted at a place in the window, in pixels. */
  onMenu?(id: string, at: { x: number; y: number }): void;
};

const nothingFolded: FoldedByHand = new Map();
const nobody: ReadonlySet<string> = new Set();

/** The rectangle around an instance and all that is shown beneath it. */
const subtreeArea = (layout: Layout, shown: Shown, id: string): Area | null => {
  const ids = new Set<string>();
  const collect = (node: TreeNode): void => {
    ids.add(node.id);
    for (const child of shown.opened(node)) collect(child);
  };
  const top = layout.nodes.find((spot) => spot.node.id === id);
  if (top === undefined) return null;
  collect(top.node);
  const spots = layout.nodes.filter((spot) => ids.has(spot.node.id));
  const x = Math.min(...spots.map((spot) => spot.x));
  const y = Math.min(...spots.map((spot) => spot.y));
  return {
    x,
    y,
    width: Math.max(...spots.map((spot) => spot.x)) + layout.nodeWidth - x,
    height: Math.max(...spots.map((spot) => spot.y)) + layout.nodeHeight - y,
  };
};

/** Folds, filter and layout of a view. Folds by hand are forgotten with the run they were made in. */
const useTree = (view: View, selectedId: string | null) => {
  const run = view.run?.run ?? 0;
  const [hand, setHand] = useState({ run, folds: nothingFolded });
  const byHand = hand.run === run ? hand.folds : nothingFolded;
  const [filter, setFilter] = useState('');
  const tree = useMemo(() => readTree(view.instances), [view.instances]);
  const found = useMemo(() => findMatches(tree, filter), [tree, filter]);
  const shown = useMemo(() => showTree(tree, byHand, found), [tree, byHand, found]);
  const fold = useCallback(
    (ids: readonly string[], folded: boolean): void =>
      setHand((last) => ({
        run,
        folds: new Map([...(last.run === run ? last.folds : []), ...ids.map((id) => [id, folded] as const)]),
      })),
    [run],
  );

  // What is selected elsewhere (the attention list, a message) must be in sight here.
  const known = useRef(selectedId);
  useEffect(() => {
    if (known.current === selectedId) return;
    known.current = selectedId;
    const closed = ancestorsOf(tree, selectedId ?? '').filter((id) => {
      const node = tree.byId.get(id);
      return node !== undefined && isFolded(node, tree, byHand);
    });
    if (closed.length > 0) fold(closed, false);
  }, [selectedId, tree, byHand, fold]);

  return { tree, shown, found, byHand, filter, setFilter, fold };
};

type KeyTargets = {
  readonly tree: Tree;
  readonly shown: Shown;
  readonly layout: Layout;
  readonly canvas: Canvas;
  readonly current: string | null;
  readonly byHand: FoldedByHand;
};

/** Keys of the tree; false when it has no use for one. */
const pressed = (
  event: KeyboardEvent,
  { tree, shown, layout, canvas, current, byHand }: KeyTargets,
  actions: TreeActions,
) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const node = tree.byId.get(current ?? '');
  const flip = (): boolean => {
    if (node === undefined || node.children.length === 0) return false;
    actions.onFold(node.id, !isFolded(node, tree, byHand));
    return true;
  };
  switch (event.key) {
    case '0':
      canvas.fitAll();
      return true;
    case '+':
    case '=':
      canvas.zoomBy(1.25);
      return true;
    case '-':
      canvas.zoomBy(0.8);
      return true;
    case 'f': {
      const area = subtreeArea(layout, shown, current ?? '');
      if (area !== null) canvas.frame(area);
      return area !== null;
    }
    case 'Enter':
      if (node !== undefined) actions.onOpen(node.id);
      return node !== undefined;
    case ' ':
      return flip() || true;
    case 'ContextMenu':
    case 'F10': {
      if (node === undefined || (event.key === 'F10' && !event.shiftKey)) return false;
      const { left, bottom } = event.currentTarget
        .querySelector(`#tree-${node.id}`)
        ?.getBoundingClientRect() ?? {
        left: 0,
        bottom: 0,
      };
      actions.onMenu(node.id, { x: left, y: bottom });
      return true;
    }
    default: {
      const step = stepFrom(event.key, tree, shown, current ?? '', layout.arrangement);
      if (step === null) return event.key.startsWith('Arrow');
      if ('to' in step) actions.onSelect(step.to);
      else if (node !== undefined) actions.onFold(node.id, step.fold);
      return true;
    }
  }
};

/** The live hierarchy: the way in to every instance. */
export const HierarchyGraph = (props: HierarchyGraphProps): JSX.Element =>
  Object.keys(props.view.instances).length === 0 ? <NoInstances view={props.view} /> : <Graph {...props} />;

const NoInstances = ({ view }: { readonly view: View }): JSX.Element => (
  <div className="tree-empty">
    {view.run === null ? (
      <Empty title="No run yet">Start an executive: the instances it starts appear here as a tree.</Empty>
    ) : (
      <Empty title="No instances yet">The run is open. Spawn an executive to begin.</Empty>
    )}
  </div>
);

const Graph = ({ view, selectedId, onSelect, onOpen, onMenu }: HierarchyGraphProps): JSX.Element => {
  const viewport = useRef<HTMLDivElement>(null);
  const paper = useRef<HTMLDivElement>(null);
  const { tree, shown, found, byHand, filter, setFilter, fold } = useTree(view, selectedId);
  const { instances, tasks } = view;
  const percents = useMemo(() => percentages({ instances, tasks }).byId, [instances, tasks]);
  const spent = useMemo(
    () => new Set<string>(view.reached.filter(({ state }) => state === 'spent').map(({ scope }) => scope)),
    [view.reached],
  );
  const [panel, setPanel] = useState({ width: 0, height: 0 });
  const layout = useMemo(() => layoutHierarchy(shown.roots, shown.opened, panel), [shown, panel]);
  const canvas = useCanvas({ viewport, paper }, layout);
  if (canvas.box !== panel) setPanel(canvas.box);

  const visible = new Set(layout.nodes.map((spot) => spot.node.id));
  const current = selectedId !== null && visible.has(selectedId) ? selectedId : (shown.roots[0]?.id ?? null);
  const lit = useMemo(
    () => (selectedId === null ? nobody : new Set([selectedId, ...ancestorsOf(tree, selectedId)])),
    [tree, selectedId],
  );

  // The newest of what a render closes over, behind functions that stay the same: nodes compare by reference.
  const latest = useRef({ onSelect, onOpen, onMenu, fold });
  latest.current = { onSelect, onOpen, onMenu, fold };
  const actions = useMemo<TreeActions>(
    () => ({
      onSelect: (id) => latest.current.onSelect(id),
      onOpen: (id) => latest.current.onOpen(id),
      onFold: (id, folded) => latest.current.fold([id], folded),
      onMenu: (id, at) => {
        latest.current.onSelect(id);
        latest.current.onMenu?.(id, at);
      },
    }),
    [],
  );

  useFollowSelection(viewport, canvas, layout, current);

  const focusCurrent = (): void => viewport.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!pressed(event, { tree, shown, layout, canvas, current, byHand }, actions)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <section className="tree" aria-label="Hierarchy">
      <div className="tree-viewport" ref={viewport}>
        <div
          className="tree-paper"
          ref={paper}
          role="tree"
          aria-label="Instances"
          data-detail={canvas.detail}
          data-arrangement={layout.arrangement}
          data-narrow={layout.narrow || undefined}
          onKeyDown={onKeyDown}
        >
          <TreeLinks layout={layout} lit={lit} />
          {layout.nodes.map(({ node, x, y }) => {
            const siblings =
              node.parent === null ? shown.roots : shown.opened(tree.byId.get(node.parent) ?? node);
            return (
              <TreeItem
                key={node.id}
                node={node}
                percent={percents.get(node.id) ?? null}
                spent={spent.has(node.id)}
                x={x}
                y={y}
                width={layout.nodeWidth}
                height={layout.nodeHeight}
                narrow={layout.narrow}
                selected={node.id === selectedId}
                current={node.id === current}
                folded={
                  node.children.length === 0 ? undefined : found === null && isFolded(node, tree, byHand)
                }
                onTheWay={found !== null && !found.has(node.id)}
                place={siblings.indexOf(node) + 1}
                siblings={siblings.length}
                actions={actions}
              />
            );
          })}
        </div>
        {found?.size === 0 && (
          <Empty title="Nothing matches">Look for an id, a role, a state or words of a task.</Empty>
        )}
      </div>
      <div className="tree-bar">
        <Input
          type="search"
          className="tree-filter"
          placeholder="Filter"
          aria-label="Filter instances by id, role, task or state"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setFilter('');
            else if (event.key === 'ArrowDown') focusCurrent();
            else if (event.key === 'Enter') {
              const first = layout.nodes.find(({ node }) => found?.has(node.id) === true);
              if (first !== undefined) onSelect(first.node.id);
            } else return;
            event.preventDefault();
          }}
        />
        <span className="tree-total" aria-live="polite">
          {found === null ? tree.byId.size : `${found.size} of ${tree.byId.size}`}
        </span>
        <IconButton label="Smaller" shortcut="-" onClick={() => canvas.zoomBy(0.8)}>
          <Minus size={14} />
        </IconButton>
        <IconButton label="Larger" shortcut="+" onClick={() => canvas.zoomBy(1.25)}>
          <Plus size={14} />
        </IconButton>
        <IconButton
          label="Focus on what is selected"
          shortcut="F"
          disabled={current === null}
          onClick={() => {
            const area = subtreeArea(layout, shown, current ?? '');
            if (area !== null) canvas.frame(area);
          }}
        >
          <ScanSearch size={14} />
        </IconButton>
        <IconButton label="Show all" shortcut="0" onClick={canvas.fitAll}>
          <Maximize size={14} />
        </IconButton>
      </div>
    </section>
  );
};

/** Keeps the selected instance in sight, and the keyboard on it while the keyboard is in the tree. */
const useFollowSelection = (
  viewport: React.RefObject<HTMLDivElement | null>,
  canvas: Canvas,
  layout: Layout,
  current: string | null,
): void => {
  const last = useRef<string | null>(null);
  useEffect(() => {
    const spot = layout.nodes.find(({ node }) => node.id === current);
    if (last.current === current || spot === undefined) return;
    const first = last.current === null;
    last.current = current;
    if (!first) canvas.reveal({ x: spot.x, y: spot.y, width: layout.nodeWidth, height: layout.nodeHeight });
    const root = viewport.current;
    if (root?.contains(document.activeElement) === true) {
      root.querySelector<HTMLElement>(`#tree-${current}`)?.focus({ preventScroll: true });
    }
  });
};
