import type { ShownTask } from '@contract/tasks.ts';
import { FileText, RotateCw, Waypoints } from 'lucide-react';
import type { JSX } from 'react';
import { useView } from '../connection/use-project.ts';
import { StateMark } from '../design/state-marks.tsx';
import { countWords } from '../design/time-words.ts';
import { useBoard } from './board-context.ts';
import { PriorityMark, TaskMark } from './task-marks.tsx';

type CountProps = { readonly Icon: typeof FileText; readonly words: string; readonly shown: string };

/** A figure beside its icon, which says in words what it counts. */
const Count = ({ Icon, words, shown }: CountProps): JSX.Element => (
  <span className="tk-count" title={words}>
    <Icon size={12} aria-hidden="true" />
    <span aria-hidden="true">{shown}</span>
    <span className="ds-hidden">{words}</span>
  </span>
);

/** Who has it, with the state it is in. */
export const Owner = ({ id }: { readonly id: string }): JSX.Element => {
  const state = useView((view) => view.instances[id]?.state);
  return (
    <span className="tk-owner ds-figures">
      {state !== undefined && <StateMark state={state} size={12} />}
      {id}
    </span>
  );
};

const DependencyCount = ({ task }: { readonly task: ShownTask }): JSX.Element | null => {
  const { length } = task.dependencies;
  if (length === 0) return null;
  const left = task.waitsFor.length;
  const words = `depends on ${countWords(length, 'task')}${left === 0 ? '' : `, waits for ${left}`}`;
  return <Count Icon={Waypoints} words={words} shown={left === 0 ? `${length}` : `${left}/${length}`} />;
};

type CardProps = {
  readonly task: ShownTask;
  /** Where the place doesn't say it. */
  readonly withStatus?: boolean;
  readonly withOwner?: boolean;
};

/** A task on the board; a click opens its details. */
export const TaskCard = ({ task, withStatus = false, withOwner = true }: CardProps): JSX.Element => {
  const { openId, stopId, selectedId, open } = useBoard();
  const { id, title, part, priority, assignee, files, attempts } = task;
  return (
    <button
      type="button"
      className="tk-card"
      data-task={id}
      data-mine={(assignee !== null && assignee === selectedId) || undefined}
      aria-current={id === openId || undefined}
      tabIndex={id === stopId ? 0 : -1}
      onClick={() => open(id)}
    >
      <span className="tk-card-title">{title}</span>
      <span className="tk-card-line">
        {withStatus && <TaskMark status={task.status} show="word" />}
        <span className="ds-figures ds-quiet">{id}</span>
        {part !== null && <span className="tk-card-part">{part}</span>}
        <PriorityMark priority={priority} />
        {task.status === 'failed' && !withStatus && <TaskMark status="failed" show="word" />}
        {task.status === 'cancelled' && !withStatus && <TaskMark status="cancelled" show="word" />}
        {task.stuckOn.length > 0 && <span className="tk-stuck">stuck</span>}
      </span>
      {(assignee !== null || files.length > 0 || attempts > 1 || task.dependencies.length > 0) && (
        <span className="tk-card-line">
          {withOwner && assignee !== null && <Owner id={assignee} />}
          <span className="tk-counts">
            {files.length > 0 && (
              <Count Icon={FileText} words={countWords(files.length, 'file')} shown={`${files.length}`} />
            )}
            {attempts > 1 && (
              <Count Icon={RotateCw} words={countWords(attempts, 'attempt')} shown={`${attempts}`} />
            )}
            <DependencyCount task={task} />
          </span>
        </span>
      )}
    </button>
  );
};
