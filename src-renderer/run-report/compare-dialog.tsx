import type { Milestone, RunComparison } from '@contract/run-comparison.ts';
import type { RunLine, TaskReport } from '@contract/run-reports.ts';
import { scaleLinear } from 'd3';
import { type JSX, useCallback, useState } from 'react';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Empty, ErrorState, Skeleton } from '../design/plain-states.tsx';
import { Select } from '../design/select.tsx';
import { countWords, momentWords } from '../design/time-words.ts';
import type { InsightSource, ShowMoment } from './insight-source.ts';
import { spanWords } from './span-words.ts';
import { useAsked } from './use-asked.ts';
import './run-report.css';
import './why-and-compare.css';

type Side = 'left' | 'right';

const whatWords: Readonly<Record<Milestone['what'], string>> = {
  begun: 'was begun',
  done: 'was done',
  failed: 'failed',
  cancelled: 'was cancelled',
  reopened: 'was open again',
};

const nextWords = (milestone: Milestone | null): string =>
  milestone === null ? 'nothing more came' : `“${milestone.title}” ${whatWords[milestone.what]}`;

type CellProps = {
  readonly run: number;
  readonly task: TaskReport | null;
  /** Percent of the widest bar. */
  readonly width: number;
  readonly onMoment: ShowMoment;
};

const TaskCell = ({ run, task, width, onMoment }: CellProps): JSX.Element => {
  if (task === null) return <span className="ds-quiet">not in this run</span>;
  const { state, attempts, workedMs, begunAt, madeAt, assignee } = task;
  const words = [state, ...(attempts > 1 ? [`${attempts} attempts`] : [])].join(', ');
  return (
    <button
      type="button"
      className="rc-cell"
      aria-label={`Show ${task.title} of run ${run} in its replay: ${words}, ${spanWords(workedMs)}`}
      onClick={() => onMoment(run, begunAt ?? madeAt, assignee)}
    >
      <span className={`rc-bar ${state === 'failed' ? 'rc-failed' : ''}`} style={{ width: `${width}%` }} />
      <span className="ds-figures">{spanWords(workedMs)}</span>
      <span className={state === 'failed' ? 'rr-wrong' : 'ds-quiet'}>{words}</span>
    </button>
  );
};

const totals: readonly { readonly name: string; of(side: RunComparison[Side]): string }[] = [
  { name: 'Took', of: ({ line }) => spanWords(line.ms) },
  { name: 'Critical path', of: ({ criticalMs }) => spanWords(criticalMs) },
  { name: 'Instances', of: ({ line }) => String(line.instances) },
  { name: 'Tasks done', of: ({ line }) => `${line.tasks.done} of ${line.tasks.total}` },
  { name: 'Failed', of: ({ line }) => String(line.tasks.failed) },
  { name: 'Tried again', of: (side) => String(side.totals.retries) },
  { name: 'Waited for a person', of: (side) => spanWords(side.totals.times.person) },
  { name: 'Waited for locks', of: (side) => spanWords(side.totals.times.lock) },
];

type ComparedProps = { readonly compared: RunComparison; readonly onMoment: ShowMoment };

const Compared = ({ compared, onMoment }: ComparedProps): JSX.Element => {
  const { left, right, tasks, parting } = compared;
  const most = Math.max(1, ...tasks.flatMap((one) => [one.left?.workedMs ?? 0, one.right?.workedMs ?? 0]));
  const x = scaleLinear([0, most], [0, 100]);
  const open = (side: Side, milestone: Milestone | null): void => {
    const { line } = compared[side];
    onMoment(line.run, milestone === null ? line.begunAt + line.ms : line.begunAt + milestone.ms, null);
  };
  return (
    <>
      <section className="rc-parting" aria-label="Where they part">
        {parting === null ? (
          <p>They never part: the same became of their tasks, in the same order.</p>
        ) : (
          <>
            <p>After {countWords(parting.common, 'thing')} that happened alike they part:</p>
            <button type="button" className="rr-link" onClick={() => open('left', parting.left)}>
              in run {left.line.run} {nextWords(parting.left)}
            </button>
            <button type="button" className="rr-link" onClick={() => open('right', parting.right)}>
              in run {right.line.run} {nextWords(parting.right)}
            </button>
          </>
        )}
      </section>
      <table className="rr-table rc-table">
        <thead>
          <tr>
            <th scope="col">In all</th>
            <th scope="col">Run {left.line.run}</th>
            <th scope="col">Run {right.line.run}</th>
          </tr>
        </thead>
        <tbody>
          {totals.map(({ name, of }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="ds-figures">{of(left)}</td>
              <td className="ds-figures">{of(right)}</td>
            </tr>
          ))}
        </tbody>
        <thead>
          <tr>
            <th scope="col">Task</th>
            <th scope="col">Run {left.line.run}</th>
            <th scope="col">Run {right.line.run}</th>
          </tr>
        </thead>
        <tbody>
          {tasks.map((one) => (
            <tr key={`${one.left?.task} ${one.right?.task}`}>
              <th scope="row">{one.title}</th>
              <td>
                <TaskCell
                  run={left.line.run}
                  task={one.left}
                  width={x(one.left?.workedMs ?? 0)}
                  onMoment={onMoment}
                />
              </td>
              <td>
                <TaskCell
                  run={right.line.run}
                  task={one.right}
                  width={x(one.right?.workedMs ?? 0)}
                  onMoment={onMoment}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {tasks.length === 0 && <Empty title="Neither had tasks">There is nothing to lay side by side.</Empty>}
    </>
  );
};

const Pair = ({
  source,
  left,
  right,
  onMoment,
}: {
  readonly source: InsightSource;
  readonly left: number;
  readonly right: number;
  readonly onMoment: ShowMoment;
}): JSX.Element => {
  const ask = useCallback(() => source.client.call('runs.compare', { left, right }), [source, left, right]);
  const { value, error, again } = useAsked(ask);
  if (error !== null) return <ErrorState error={error} action={<Button onClick={again}>Try again</Button>} />;
  if (value === null) return <Skeleton rows={8} label="The runs are being compared" />;
  return <Compared compared={value} onMoment={onMoment} />;
};

const optionsOf = (runs: readonly RunLine[]) =>
  runs.map(({ run, title, begunAt }) => ({
    value: String(run),
    label: `Run ${run}${title === '' ? '' : `: ${title}`}`,
    note: momentWords(begunAt, Date.now()),
  }));

type CompareDialogProps = {
  readonly source: InsightSource;
  /** One of the two; the other is the one before it until another is chosen. */
  readonly run: number;
  readonly onMoment: ShowMoment;
  onClose(): void;
};

/** Two runs side by side, task by task. Mounted while it is open. */
export const CompareDialog = ({ source, run, onMoment, onClose }: CompareDialogProps): JSX.Element => {
  const ask = useCallback(() => source.client.call('runs.overview', {}), [source]);
  const { value: runs, error } = useAsked(ask);
  const [chosen, setChosen] = useState<{ readonly left?: number; readonly right?: number }>({});
  const options = optionsOf(runs ?? []);
  const before = runs?.find((one) => one.run < run) ?? runs?.find((one) => one.run !== run);
  const left = chosen.left ?? before?.run ?? run;
  const right = chosen.right ?? run;
  return (
    <Dialog
      open
      className="rr-dialog"
      onOpenChange={(open) => !open && onClose()}
      title="Compare two runs"
      foot={
        <Button look="main" onClick={onClose}>
          Close
        </Button>
      }
    >
      {error !== null && <ErrorState error={error} />}
      {runs !== null && runs.length < 2 && (
        <Empty title="There is one run only">A second of the same template can be laid beside it.</Empty>
      )}
      {runs !== null && runs.length >= 2 && (
        <>
          <div className="rc-chosen">
            <Select
              label="Left run"
              value={String(left)}
              options={options}
              onChange={(value) => setChosen({ ...chosen, left: Number(value) })}
            />
            <Select
              label="Right run"
              value={String(right)}
              options={options}
              onChange={(value) => setChosen({ ...chosen, right: Number(value) })}
            />
          </div>
          <Pair key={`${left} ${right}`} source={source} left={left} right={right} onMoment={onMoment} />
        </>
      )}
    </Dialog>
  );
};
