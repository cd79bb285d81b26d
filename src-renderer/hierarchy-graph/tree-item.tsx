import { shownTask } from '@contract/shown-task.ts';
import { hasEnded, type InstanceState } from '@contract/states.ts';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { type JSX, type MouseEvent, memo } from 'react';
import { Badge } from '../design/badge.tsx';
import { whenSpent } from '../design/budget-words.ts';
import { LimitBadge } from '../design/limit-badge.tsx';
import { limitWords } from '../design/limit-words.ts';
import { isUnasked, ModeMark, unaskedWords } from '../design/mode-mark.tsx';
import { StateMark, stateLooks } from '../design/state-marks.tsx';
import { ProgressLine } from './progress-line.tsx';
import type { TreeNode } from './read-tree.ts';

/** What a node's own events lead to; one object for all nodes, so that they can be compared. */
export type TreeActions = {
  onSelect(id: string): void;
  onOpen(id: string): void;
  onFold(id: string, folded: boolean): void;
  onMenu(id: string, at: { x: number; y: number }): void;
};

export type TreeItemProps = {
  readonly node: TreeNode;
  /** Of it and all beneath it; null where nobody has told. */
  readonly percent: number | null;
  /** Its own budget is used up. That of the run is told in the bar above: here it would tell nothing of it. */
  readonly spent: boolean;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Has no room for the task. */
  readonly narrow: boolean;
  readonly selected: boolean;
  /** The one element that Tab reaches. */
  readonly current: boolean;
  /** Undefined for an instance without children. */
  readonly folded: boolean | undefined;
  /** Not found by the filter, but on the way to what was. */
  readonly onTheWay: boolean;
  readonly place: number;
  readonly siblings: number;
  readonly actions: TreeActions;
};

/** What a folded node tells first: what needs a person, then what moves, then what rests. Beyond its width the last are left out. */
const toldFirst: readonly InstanceState[] = [
  'crashed',
  'waiting',
  'blocked',
  'stalled',
  'busy',
  'confirming',
  'starting',
  'done',
  'ready',
  'terminated',
];

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** As a screen reader says it: `spec_1_1_2, specialist, busy`, then what else the badges show. */
export const nameOf = (
  { id, instance, children, attention }: TreeNode,
  { spent = false, percent = null }: { readonly spent?: boolean; readonly percent?: number | null } = {},
): string =>
  [
    id,
    instance.role,
    stateLooks[instance.state].word,
    ...(instance.scripted ? ['scripted'] : []),
    ...(isUnasked(instance) ? [unaskedWords] : []),
    ...(percent === null ? [] : [`${percent} percent done`]),
    ...(instance.limit === null ? [] : [limitWords(instance.limit, Date.now())]),
    ...(spent ? ['its budget is spent'] : []),
    ...(children.length > 0 ? [plural(children.length, 'child', 'children')] : []),
    ...(attention > 0 ? [`${attention} beneath it ${attention === 1 ? 'needs' : 'need'} you`] : []),
    ...(instance.task === '' ? [] : [shownTask(instance)]),
  ].join(', ');

const Counts = ({ node, onUnfold }: { readonly node: TreeNode; onUnfold(): void }): JSX.Element => (
  // biome-ignore lint/a11y/noStaticElementInteractions: a mouse's shortcut; by keys the item itself unfolds
  // biome-ignore lint/a11y/useKeyWithClickEvents: see above
  <span className="tree-counts" onClick={onUnfold}>
    {toldFirst.map((state) => {
      const count = node.counts[state];
      if (count === undefined) return null;
      return (
        <span className="tree-count" key={state} title={`${count} ${stateLooks[state].word}`}>
          <StateMark state={state} size={12} />
          {count}
        </span>
      );
    })}
  </span>
);

const Fold = ({
  node,
  folded,
  actions,
}: Pick<TreeItemProps, 'node' | 'folded' | 'actions'>): JSX.Element | null => {
  if (folded === undefined) return null;
  const flip = (event: MouseEvent): void => {
    event.stopPropagation();
    actions.onFold(node.id, !folded);
  };
  // A mouse's handle: by keys the item itself folds, and aria-expanded tells of it.
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-hidden="true"
      className="tree-fold"
      onClick={flip}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      {folded ? <ChevronRight size={12} /> : <ChevronDown size={12} />}
      {node.children.length}
    </button>
  );
};

/** An instance in the graph: state, id and role; task or counts; badges. */
export const TreeItem = memo(function TreeItem(props: TreeItemProps): JSX.Element {
  const { node, x, y, width, height, narrow, selected, current, folded, actions } = props;
  const { instance, id } = node;
  // To one that was terminated nothing is handed anyway.
  const spent = props.spent && instance.state !== 'terminated';
  const openMenu = (event: MouseEvent): void => {
    event.preventDefault();
    actions.onMenu(id, { x: event.clientX, y: event.clientY });
  };
  const state = (
    <span className="tree-state" style={{ color: stateLooks[instance.state].color }}>
      {stateLooks[instance.state].word}
    </span>
  );
  const ended = hasEnded(instance.state) && instance.state !== 'crashed';
  return (
    // Its keys are handled by the tree around it.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    <div
      role="treeitem"
      id={`tree-${id}`}
      className="tree-item"
      data-id={id}
      data-state={instance.state}
      data-role={instance.role}
      data-ended={ended || undefined}
      data-on-the-way={props.onTheWay || undefined}
      data-folded={folded || undefined}
      aria-label={nameOf(node, { spent, percent: props.percent })}
      aria-level={node.level}
      aria-setsize={props.siblings}
      aria-posinset={props.place}
      aria-selected={selected}
      {...(folded === undefined ? {} : { 'aria-expanded': !folded })}
      tabIndex={current ? 0 : -1}
      title={narrow && instance.task !== '' ? shownTask(instance) : undefined}
      style={{ transform: `translate(${x}px, ${y}px)`, width, height }}
      onClick={() => actions.onSelect(id)}
      onDoubleClick={() => actions.onOpen(id)}
      onContextMenu={openMenu}
    >
      <span className="tree-shape" aria-hidden="true">
        <StateMark state={instance.state} size={16} />
      </span>
      <span className="tree-line">
        <span className="tree-id">{id}</span>
        {instance.scripted && <span className="tree-scripted">scripted</span>}
        {!narrow && state}
      </span>
      <span className="tree-line tree-second">
        {folded === true ? (
          <Counts node={node} onUnfold={() => actions.onFold(id, false)} />
        ) : narrow ? (
          state
        ) : (
          <span className="tree-task" title={shownTask(instance)}>
            {instance.task === '' ? instance.role : shownTask(instance)}
          </span>
        )}
        <ModeMark instance={instance} short />
        {instance.limit !== null && folded !== true && <LimitBadge limit={instance.limit} short />}
        {spent && folded !== true && (
          <span title={`Its budget is spent: ${whenSpent.instance}`}>
            <Badge tone="red">spent</Badge>
          </span>
        )}
        {node.attention > 0 && folded !== true && <Badge tone="amber">{node.attention}!</Badge>}
        {props.percent !== null && <span className="tree-percent">{props.percent} %</span>}
        <Fold node={node} folded={folded} actions={actions} />
      </span>
      <ProgressLine percent={props.percent} />
    </div>
  );
});
