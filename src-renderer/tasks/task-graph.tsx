import type { ShownTask } from '@contract/tasks.ts';
import { type JSX, useMemo } from 'react';
import { Empty } from '../design/plain-states.tsx';
import { countWords } from '../design/time-words.ts';
import { useBoard } from './board-context.ts';
import { edgePath, type GraphLayout, layoutGraph, nodeSize, type PlacedTask } from './layout-graph.ts';
import { TaskMark } from './task-marks.tsx';

type NodeProps = { readonly task: ShownTask; readonly at: PlacedTask };

const Node = ({ task, at }: NodeProps): JSX.Element => {
  const { openId, stopId, selectedId, open } = useBoard();
  return (
    <button
      type="button"
      className="tk-card tk-node"
      style={{ left: at.x, top: at.y, ...nodeSize }}
      data-task={task.id}
      data-mine={(task.assignee !== null && task.assignee === selectedId) || undefined}
      aria-current={task.id === openId || undefined}
      tabIndex={task.id === stopId ? 0 : -1}
      title={task.title}
      onClick={() => open(task.id)}
    >
      <span className="tk-node-title">{task.title}</span>
      <span className="tk-card-line">
        <TaskMark status={task.status} show="word" />
        <span className="ds-figures ds-quiet">{task.id}</span>
      </span>
    </button>
  );
};

type EdgesProps = { readonly layout: GraphLayout; readonly byId: ReadonlyMap<string, ShownTask> };

/** What waits is drawn stronger than what is behind it; those of the open task strongest. */
const Edges = ({ layout, byId }: EdgesProps): JSX.Element => {
  const { openId } = useBoard();
  return (
    <svg className="tk-edges" width={layout.width} height={layout.height} aria-hidden="true">
      {layout.edges.map(({ from, to, points }) => (
        <path
          key={`${from} ${to}`}
          d={edgePath(points)}
          data-open={from === openId || to === openId || undefined}
          data-done={byId.get(from)?.status === 'done' || undefined}
        />
      ))}
    </svg>
  );
};

/** What depends on what, from left to right. */
export const TaskGraph = ({ tasks }: { readonly tasks: readonly ShownTask[] }): JSX.Element => {
  const layout = useMemo(() => layoutGraph(tasks), [tasks]);
  const byId = useMemo(() => new Map(tasks.map((task) => [task.id as string, task])), [tasks]);
  if (layout.nodes.length === 0)
    return (
      <Empty title="No dependencies here">
        {countWords(layout.alone.length, 'task')} shown, each of which can be done by itself.
      </Empty>
    );
  return (
    <section
      className="tk-graph"
      aria-label="Tasks and what they depend on"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
      tabIndex={0}
    >
      <div className="tk-canvas" style={{ width: layout.width, height: layout.height }}>
        <Edges layout={layout} byId={byId} />
        {layout.nodes.map((at) => {
          const task = byId.get(at.id);
          return task && <Node key={at.id} task={task} at={at} />;
        })}
      </div>
      {layout.alone.length > 0 && (
        <p className="tk-alone ds-quiet">
          {countWords(layout.alone.length, 'task')} without dependencies{' '}
          {layout.alone.length === 1 ? 'is' : 'are'} not drawn: see “By state”.
        </p>
      )}
    </section>
  );
};
