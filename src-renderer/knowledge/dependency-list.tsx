import type { Task } from '@contract/tasks.ts';
import { type JSX, useMemo } from 'react';
import { useView } from '../connection/use-project.ts';
import { Empty } from '../design/plain-states.tsx';
import { VirtualList } from '../design/virtual-list.tsx';
import { Author } from './author.tsx';
import { type OpenDependency, openDependencies } from './open-dependencies.ts';

/** Pixels: a piece of work and one that it waits for. */
const usualHeight = 65;

type Choosing = { onTask(id: string): void; onSelect(id: string): void };

const stateWords = (state: Task['state']): string => (state === 'open' ? 'not begun' : state);

const Before = ({ task, onTask, onSelect }: Choosing & { readonly task: Task }): JSX.Element => (
  <li data-stuck={task.state === 'failed' || task.state === 'cancelled' || undefined}>
    <button type="button" className="kn-name ds-figures" title={task.title} onClick={() => onTask(task.id)}>
      {task.id}
    </button>
    <span className="kn-cut">{task.title}</span>
    <span className="kn-state">{stateWords(task.state)}</span>
    {task.assignee !== null && <Author id={task.assignee} onSelect={onSelect} />}
  </li>
);

const Row = ({ one, ...does }: Choosing & { readonly one: OpenDependency }): JSX.Element =>
  one.kind === 'part' ? (
    <div className="kn-dependency">
      <p className="kn-waits">
        <strong>{one.part}</strong> <span className="ds-quiet">part of the plan, waits for</span>{' '}
        {one.before.join(', ')}
      </p>
    </div>
  ) : (
    <div className="kn-dependency" data-task-waits={one.key}>
      <p className="kn-waits">
        <button type="button" className="kn-name ds-figures" onClick={() => does.onTask(one.key)}>
          {one.key}
        </button>{' '}
        {one.task.title} <span className="ds-quiet">waits for</span>
      </p>
      <ul>
        {one.before.map((task) => (
          <Before key={task.id} task={task} {...does} />
        ))}
      </ul>
    </div>
  );

/** What can't be begun yet, and who has what it waits for. */
export const DependencyList = (does: Choosing): JSX.Element => {
  const plan = useView((view) => view.plan);
  const tasks = useView((view) => view.tasks);
  const open = useMemo(() => openDependencies({ plan, tasks }), [plan, tasks]);
  if (open.length === 0)
    return (
      <Empty title="Nothing waits for other work">
        Tasks and parts of the plan that depend on others stand here until those are done.
      </Empty>
    );
  return (
    <VirtualList label="Open dependencies" items={open} size={usualHeight} keyOf={({ key }) => key}>
      {(one) => <Row one={one} {...does} />}
    </VirtualList>
  );
};
