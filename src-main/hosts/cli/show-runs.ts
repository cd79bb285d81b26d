import {
  type Activity,
  activities,
  type PathStep,
  type RunLine,
  type RunReport,
} from '@contract/run-reports.ts';
import { sizeWords } from '@contract/size-words.ts';
import { lengthWords } from '@contract/time-words.ts';
import { columns } from './columns.ts';
import { oneLine, type Paints } from './paint.ts';

/** A line of a table that goes on beyond it helps nobody. */
const clip = (text: string, length = 60): string => {
  const line = oneLine(text);
  return line.length > length ? `${line.slice(0, length - 1)}…` : line;
};

const clock = (at: number): string => new Date(at).toLocaleString('sv-SE').slice(0, 16);

/** A run, and what there is of its recording; null: none. */
export interface ListedRun extends RunLine {
  readonly recording: { readonly bytes: number; readonly protected: boolean } | null;
}

const recordingWords = (recording: ListedRun['recording']): string => {
  if (recording === null) return '-';
  return `${sizeWords(recording.bytes)}${recording.protected ? ' protected' : ''}`;
};

export const runsTable = (runs: readonly ListedRun[], paints: Paints): string => {
  if (runs.length === 0) return 'No run yet. Begin one: tutti run\n';
  const words = ['RUN', 'BEGAN', 'ENDED', 'TOOK', 'INSTANCES', 'DONE', 'FAILED', 'MERGED', 'RECORDING'];
  const head = [...words, 'TITLE'].map((word) => paints.dim(word));
  const rows = runs.map(({ run, begunAt, endedAt, ms, instances, tasks, merged, title, recording }) => [
    String(run),
    clock(begunAt),
    endedAt === null ? '-' : clock(endedAt),
    lengthWords(ms),
    String(instances),
    `${tasks.done}/${tasks.total}`,
    tasks.failed === 0 ? '0' : paints.bad(String(tasks.failed)),
    String(merged),
    recordingWords(recording),
    clip(title),
  ]);
  return columns([head, ...rows]);
};

const shownActivities: readonly Activity[] = activities;

const sharesTable = ({ instances, totals }: RunReport, paints: Paints): string => {
  const seen = shownActivities.filter((activity) => totals.times[activity] > 0);
  const row = (name: string, lifeMs: number, times: RunReport['totals']['times']): string[] => [
    name,
    lengthWords(lifeMs),
    ...seen.map((activity) => (times[activity] === 0 ? paints.dim('·') : lengthWords(times[activity]))),
  ];
  return columns([
    ['INSTANCE', 'LIFE', ...seen.map((activity) => activity.toUpperCase())].map((word) => paints.dim(word)),
    ...instances.map(({ id, lifeMs, times }) => row(id, lifeMs, times)),
    row('all', totals.lifeMs, totals.times),
  ]);
};

const stepWords = ({ kind, name, times, tasks = [] }: PathStep): string => {
  if (kind === 'run') return 'before anybody was there';
  if (kind === 'instance') {
    const did = shownActivities.flatMap((activity) =>
      times !== undefined && times[activity] > 0 ? [`${activity} ${lengthWords(times[activity])}`] : [],
    );
    const on = tasks.length === 0 ? '' : ` (${tasks.slice(0, 3).join(', ')}${tasks.length > 3 ? ', …' : ''})`;
    return `${name}${on}: ${did.join(', ')}`;
  }
  return kind === 'task' ? `${name} was done: on to one that waited for it` : `${kind} ${name}`;
};

/** Steps that took no time are left out: they only hand over. */
const pathTable = ({ criticalPath, begunAt, ms }: RunReport, paints: Paints): string => {
  const steps = criticalPath.steps.filter(({ from, to }) => to > from);
  const rows = steps.map((step) => [
    paints.dim(`+${lengthWords(step.from - begunAt)}`),
    lengthWords(step.to - step.from),
    lengthWords(step.ms),
    clip(stepWords(step), 100),
  ]);
  const head = ['AFTER', 'TOOK', 'COUNTS', 'WHOSE TIME'].map((word) => paints.dim(word));
  return `${paints.bold('Critical path')}: ${lengthWords(criticalPath.ms)} of ${lengthWords(ms)}\n${columns([head, ...rows])}`;
};

const spreadsTable = ({ messages }: RunReport, paints: Paints): string => {
  const row = (name: string, { count, p50, p90, p99, longest }: RunReport['messages']['read']): string[] => [
    name,
    String(count),
    ...[p50, p90, p99, longest].map((ms) => (ms === null ? '-' : lengthWords(ms))),
  ];
  return columns([
    ['MESSAGES', 'COUNT', 'P50', 'P90', 'P99', 'LONGEST'].map((word) => paints.dim(word)),
    row('first attempt', messages.begun),
    row('delivered', messages.delivered),
    row('accepted', messages.accepted),
    row('read', messages.read),
  ]);
};

/** Of each kind the longest so many: the rest is in --json and --csv. */
const longest = 5;

const waitsTable = ({ lockWaits, personWaits, merges }: RunReport, paints: Paints): string => {
  const rows = [
    ...lockWaits
      .slice(0, longest)
      .map((wait) => ['lock', wait.holder, wait.ms, wait.paths.join(' ')] as const),
    ...personWaits.slice(0, longest).map((wait) => ['person', wait.id, wait.ms, wait.question] as const),
    ...merges
      .toSorted((a, b) => b.ms - a.ms)
      .slice(0, longest)
      .map(
        (merge) =>
          [
            'merge',
            merge.merge,
            merge.ms,
            `${merge.state}; waited ${lengthWords(merge.waitedMs)}, checked ${lengthWords(merge.checkedMs)}`,
          ] as const,
      ),
  ].map(([what, whose, ms, about]) => [what, whose, lengthWords(ms), clip(about)]);
  if (rows.length === 0) return '';
  return `\n${columns([['WAIT', 'WHOSE', 'TOOK', 'ABOUT'].map((word) => paints.dim(word)), ...rows])}`;
};

const headWords = (report: RunReport, paints: Paints): string => {
  const { totals, parallelism, run, title, endedAt, ms } = report;
  const { tasks, merges, used } = totals;
  const tokens =
    used === null ? 'tokens not told' : `${(used.input + used.output).toLocaleString('en')} tokens`;
  const cost =
    used?.cost == null ? '' : `, ${used.costBy === 'prices' ? '~' : ''}${used.cost.toFixed(2)} US dollars`;
  return [
    `${paints.bold(`Run ${run}`)} ${clip(title)}  ${lengthWords(ms)}${endedAt === null ? ' so far' : ''}`,
    `${totals.instances} instances, busy at once: ${parallelism.meanBusy.toFixed(1)} in the mean, ${parallelism.mostBusy} at most`,
    `tasks: ${tasks.done} of ${tasks.total} done, ${tasks.failed} failed; merged: ${merges.merged} of ${merges.asked}`,
    `crashes ${totals.crashes}, restarts ${totals.restarts}, retries ${totals.retries}, blockers ${totals.blockers}, refusals ${totals.refusals}`,
    `${tokens}${cost}`,
  ].join('\n');
};

export const reportText = (report: RunReport, paints: Paints): string =>
  [
    `${headWords(report, paints)}\n`,
    sharesTable(report, paints),
    pathTable(report, paints),
    `${spreadsTable(report, paints)}${waitsTable(report, paints)}`,
  ].join('\n');
