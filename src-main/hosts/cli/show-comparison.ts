import type { Milestone, RunComparison } from '@contract/run-comparison.ts';
import type { TaskReport } from '@contract/run-reports.ts';
import { lengthWords } from '@contract/time-words.ts';
import { columns } from './columns.ts';
import { oneLine, type Paints } from './paint.ts';

const taskCells = (task: TaskReport | null): string[] =>
  task === null ? ['-', '', ''] : [task.state, lengthWords(task.workedMs), String(task.attempts)];

/** By how much the right one took longer (+) or shorter (-). */
const change = (left: number, right: number): string =>
  `${right >= left ? '+' : '-'}${lengthWords(Math.abs(right - left))}`;

const happened = (what: Milestone | null): string =>
  what === null ? 'nothing more' : `${oneLine(what.title)} ${what.what} after ${lengthWords(what.ms)}`;

const partingText = ({ parting, left, right }: RunComparison): string =>
  parting === null
    ? 'They never part: the same became of the same tasks, in the same order.'
    : [
        `They part after ${parting.common} events of their tasks that are the same:`,
        `  run ${left.line.run}: ${happened(parting.left)}`,
        `  run ${right.line.run}: ${happened(parting.right)}`,
      ].join('\n');

export const comparisonText = (compared: RunComparison, paints: Paints): string => {
  const { left, right, tasks } = compared;
  const sums = (name: string, of: (side: RunComparison['left']) => number): string[] => [
    name,
    lengthWords(of(left)),
    lengthWords(of(right)),
    change(of(left), of(right)),
  ];
  const counts = (name: string, of: (side: RunComparison['left']) => number): string[] => [
    name,
    String(of(left)),
    String(of(right)),
    String(of(right) - of(left)),
  ];
  const head = (words: readonly string[]): string[] => words.map((word) => paints.dim(word));
  const totals = columns([
    head(['', `RUN ${left.line.run}`, `RUN ${right.line.run}`, 'CHANGE']),
    sums('took', ({ line }) => line.ms),
    sums('critical path', ({ criticalMs }) => criticalMs),
    sums('busy', (side) => side.totals.times.busy),
    sums('waiting for a person', (side) => side.totals.times.person),
    sums('waiting for a lock', (side) => side.totals.times.lock),
    counts('instances', ({ line }) => line.instances),
    counts('tasks done', ({ line }) => line.tasks.done),
    counts('tasks failed', ({ line }) => line.tasks.failed),
    counts('retries', (side) => side.totals.retries),
  ]);
  const rows = tasks.map((task) => [
    ...taskCells(task.left),
    ...taskCells(task.right),
    task.left === null || task.right === null ? '' : change(task.left.workedMs, task.right.workedMs),
    oneLine(task.title),
  ]);
  const table =
    rows.length === 0
      ? 'Neither has tasks.\n'
      : columns([
          head([
            `RUN ${left.line.run}`,
            'WORKED',
            'ATTEMPTS',
            `RUN ${right.line.run}`,
            'WORKED',
            'ATTEMPTS',
            'CHANGE',
            'TASK',
          ]),
          ...rows,
        ]);
  return `${totals}\n${table}\n${partingText(compared)}\n`;
};
