import { shownTask, taskOf } from '@contract/task-status.ts';
import type { ShownTask, TaskId } from '@contract/tasks.ts';
import { X } from 'lucide-react';
import { type JSX, useMemo } from 'react';
import { useReadOnly } from '../connection/host-info.ts';
import { useCall } from '../connection/use-call.ts';
import { useView } from '../connection/use-project.ts';
import { IconButton } from '../design/button.tsx';
import { ErrorState } from '../design/plain-states.tsx';
import { ScrollArea } from '../design/scroll-area.tsx';
import { durationWords } from '../design/time-words.ts';
import { useNow } from '../design/use-now.ts';
import { WhyButton } from '../design/why-button.tsx';
import { useBoard } from './board-context.ts';
import { TaskActions } from './task-actions.tsx';
import { Owner } from './task-card.tsx';
import { PriorityMark, TaskMark } from './task-marks.tsx';
import { Review, TaskResult } from './task-result.tsx';

type LinksProps = { readonly title: string; readonly tasks: readonly ShownTask[] };

/** Tasks that one goes to. */
const Links = ({ title, tasks }: LinksProps): JSX.Element | null => {
  const { open } = useBoard();
  if (tasks.length === 0) return null;
  return (
    <section className="tk-part-of" aria-label={title}>
      <h3 className="ds-section-title">{title}</h3>
      <ul>
        {tasks.map(({ id, status, title: words }) => (
          <li key={id}>
            <button type="button" className="tk-link" onClick={() => open(id)}>
              <TaskMark status={status} />
              <span className="ds-figures ds-quiet">{id}</span>
              <span className="tk-link-title">{words}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
};

/** Minutes as `45 min`, `3 h 20 min`. */
const estimateWords = (minutes: number): string => {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours > 0 ? `${hours} h` : '', rest > 0 ? `${rest} min` : ''].filter(Boolean).join(' ');
};

type FactsProps = { readonly task: ShownTask; onSelect(id: string): void };

const Facts = ({ task, onSelect }: FactsProps): JSX.Element => {
  const now = useNow();
  const { assignee, part, attempts, estimate, createdBy } = task;
  return (
    <>
      <p className="tk-state">
        <TaskMark status={task.status} show="word" />
        <span className="ds-figures ds-quiet">{durationWords(now - task.since)}</span>
        <PriorityMark priority={task.priority} />
      </p>
      {task.reason !== '' && (
        <p className={task.stuckOn.length > 0 ? 'tk-stuck' : 'ds-quiet'}>{task.reason}</p>
      )}
      {task.uncommitted !== null && (
        <p className="tk-stuck">What was left could not be committed: {task.uncommitted.reason}</p>
      )}
      <dl className="tk-facts">
        <dt>Owner</dt>
        <dd>
          {assignee === null ? (
            'nobody'
          ) : (
            <button type="button" className="tk-name" onClick={() => onSelect(assignee)}>
              <Owner id={assignee} />
            </button>
          )}
        </dd>
        {part !== null && <dt>Part</dt>}
        {part !== null && <dd>{part}</dd>}
        {attempts > 1 && <dt>Attempts</dt>}
        {attempts > 1 && <dd className="ds-figures">{attempts}</dd>}
        {estimate !== null && <dt>Estimate</dt>}
        {estimate !== null && <dd className="ds-figures">{estimateWords(estimate)}</dd>}
        <dt>Made by</dt>
        <dd className="ds-figures">{createdBy === 'person' ? 'you' : createdBy}</dd>
      </dl>
    </>
  );
};

const Texts = ({ task }: { readonly task: ShownTask }): JSX.Element => (
  <>
    {task.instructions !== '' && (
      <section className="tk-part-of" aria-label="Instructions">
        <h3 className="ds-section-title">Instructions</h3>
        <p className="tk-words">{task.instructions}</p>
      </section>
    )}
    {task.files.length > 0 && (
      <section className="tk-part-of" aria-label="Files">
        <h3 className="ds-section-title">Files</h3>
        <ul className="tk-files ds-figures">
          {task.files.map((path) => (
            <li key={path}>{path}</li>
          ))}
        </ul>
      </section>
    )}
  </>
);

const useLinked = (task: ShownTask) => {
  const tasks = useView((view) => view.tasks);
  return useMemo(() => {
    const shown = (id: TaskId): ShownTask[] => {
      const found = taskOf(tasks, id);
      return found === undefined ? [] : [shownTask(tasks, found)];
    };
    return {
      before: task.dependencies.flatMap(shown),
      after: tasks.flatMap(({ id, dependencies }) => (dependencies.includes(task.id) ? shown(id) : [])),
    };
  }, [tasks, task.id, task.dependencies]);
};

/** Or can’t go on, or could not be committed: what led there can be asked. */
const hasFailed = ({ status, stuckOn, uncommitted }: ShownTask): boolean =>
  status === 'failed' || stuckOn.length > 0 || uncommitted !== null;

type DetailProps = { readonly task: ShownTask; onSelect(id: string): void; onClose(): void };

/** All about one task, and what the person can do with it. */
export const TaskDetail = ({ task, onSelect, onClose }: DetailProps): JSX.Element => {
  const readOnly = useReadOnly();
  const calling = useCall();
  const { before, after } = useLinked(task);
  const review = (accept: boolean, comment: string): void =>
    void calling.call('tasks.review', { task: task.id, accept, comment });
  return (
    <aside className="tk-detail" aria-label={`Task ${task.id}`}>
      <div className="tk-detail-head">
        <span className="ds-figures ds-quiet">{task.id}</span>
        <IconButton label="Close the task" shortcut="Esc" onClick={onClose}>
          <X size={16} />
        </IconButton>
      </div>
      <div className="tk-detail-body">
        <ScrollArea label={`About ${task.id}`}>
          <div className="tk-detail-parts">
            <h2>{task.title}</h2>
            <Facts task={task} onSelect={onSelect} />
            {hasFailed(task) && (
              <div>
                <WhyButton subject={{ task: task.id }} />
              </div>
            )}
            {!readOnly && <TaskActions task={task} calling={calling} />}
            {calling.error !== null && <ErrorState error={calling.error} />}
            <TaskResult task={task} />
            {!readOnly && task.status === 'done' && task.accepted === null && (
              <Review busy={calling.busy} onReview={review} />
            )}
            <Texts task={task} />
            <Links title="Depends on" tasks={before} />
            <Links title="Needed by" tasks={after} />
          </div>
        </ScrollArea>
      </div>
    </aside>
  );
};
