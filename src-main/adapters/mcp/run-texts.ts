import type { RunComparison } from '@contract/run-comparison.ts';
import { activities, type RunLine, type RunReport } from '@contract/run-reports.ts';
import { lengthWords } from '@contract/time-words.ts';

const line = (text: string): string => text.replaceAll(/\s*\n\s*/g, ' ').slice(0, 100);

export const runsText = (runs: readonly RunLine[]): string[] => [
  runs.length === 0
    ? 'There has been no run yet.'
    : runs
        .map(
          ({ run, title, endedAt, ms, instances, tasks, merged }) =>
            `run ${run}: ${line(title)} | ${endedAt === null ? 'goes on, ' : ''}${lengthWords(ms)} | ${instances} instances | tasks: ${tasks.done} of ${tasks.total} done, ${tasks.failed} failed | ${merged} merged`,
        )
        .join('\n'),
];

const timesText = (times: RunReport['totals']['times']): string =>
  activities
    .filter((activity) => times[activity] > 0)
    .map((activity) => `${activity} ${lengthWords(times[activity])}`)
    .join(', ');

/** Of a table a model reads so much; the structured answer has more. */
const most = 15;

/** A report as a model reads it: what to look at first, at the top. */
export const runReportText = (report: RunReport): string[] => {
  const { totals, parallelism, criticalPath, messages, tasks, lockWaits, personWaits } = report;
  const slow = tasks.toSorted((a, b) => b.workedMs - a.workedMs).slice(0, most);
  const section = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : [`${title}:`, ...lines.slice(0, most).map((each) => `- ${each}`)];
  return [
    [
      `Run ${report.run} ${line(report.title)}: ${lengthWords(report.ms)}${report.endedAt === null ? ' so far' : ''}.`,
      `Tasks: ${totals.tasks.done} of ${totals.tasks.total} done, ${totals.tasks.failed} failed. Merges: ${totals.merges.merged} of ${totals.merges.asked}. Crashes ${totals.crashes}, restarts ${totals.restarts}, retries ${totals.retries}, blockers ${totals.blockers}.`,
      `Busy at once: ${parallelism.meanBusy.toFixed(1)} in the mean, ${parallelism.mostBusy} at most.`,
      `All instances together: ${timesText(totals.times)}.`,
      ...section(
        `Critical path, ${lengthWords(criticalPath.ms)}`,
        criticalPath.steps
          .filter(({ from, to }) => to > from)
          .toSorted((a, b) => b.ms - a.ms)
          .map(
            ({ kind, name, ms, times, tasks: on = [] }) =>
              `${kind} ${name}, ${lengthWords(ms)}${times === undefined ? '' : ` (${timesText(times)})`}${on.length === 0 ? '' : `, at ${on.join(', ')}`}`,
          ),
      ),
      ...section(
        'Tasks, the longest first',
        slow.map(
          ({ task, title, state, workedMs, attempts }) =>
            `${task} ${line(title)}: ${state}, worked ${lengthWords(workedMs)}, attempts ${attempts}`,
        ),
      ),
      ...section(
        'Instances',
        report.instances.map(({ id, times }) => `${id}: ${timesText(times)}`),
      ),
      ...section(
        'Waits for locks',
        lockWaits.map(({ holder, paths, ms }) => `${holder} ${lengthWords(ms)} for ${line(paths.join(' '))}`),
      ),
      ...section(
        'Waits for the person',
        personWaits.map(({ id, ms, question }) => `${id} ${lengthWords(ms)}: ${line(question)}`),
      ),
      ...(messages.accepted.p50 === null
        ? []
        : [
            `Messages until accepted: half within ${lengthWords(messages.accepted.p50)}, 99 of 100 within ${lengthWords(messages.accepted.p99 ?? 0)}.`,
          ]),
    ].join('\n'),
  ];
};

/** Without what is for a chart, and with the head of each list. */
export const briefReport = (report: RunReport): RunReport => ({
  ...report,
  parallelism: { ...report.parallelism, steps: [] },
  criticalPath: {
    ...report.criticalPath,
    steps: report.criticalPath.steps.filter(({ from, to }) => to > from).slice(0, 50),
  },
  lockWaits: report.lockWaits.slice(0, most),
  personWaits: report.personWaits.slice(0, most),
});

/** Two runs as a model reads them: what differs most, first. */
export const comparedText = ({ left, right, tasks, parting }: RunComparison): string[] => {
  const side = ({ line: run, totals, criticalMs }: RunComparison['left']): string =>
    `run ${run.run} ${line(run.title)}: ${lengthWords(run.ms)}, critical path ${lengthWords(criticalMs)}; ${timesText(totals.times)}; tasks: ${run.tasks.done} of ${run.tasks.total} done, ${run.tasks.failed} failed; retries ${totals.retries}`;
  const of = (task: RunComparison['tasks'][number]['left']): string =>
    task === null ? 'none' : `${task.state}, ${lengthWords(task.workedMs)}, attempts ${task.attempts}`;
  const gap = ({ left: a, right: b }: RunComparison['tasks'][number]): number =>
    Math.abs((a?.workedMs ?? 0) - (b?.workedMs ?? 0));
  const next = (what: NonNullable<RunComparison['parting']>['left']): string =>
    what === null ? 'nothing more' : `${line(what.title)} ${what.what} after ${lengthWords(what.ms)}`;
  const parted =
    parting === null
      ? 'They never part.'
      : `They part after ${parting.common} same events of tasks: left ${next(parting.left)}; right ${next(parting.right)}.`;
  const rows = tasks
    .toSorted((a, b) => gap(b) - gap(a))
    .slice(0, most)
    .map((task) => `- ${line(task.title)}: left ${of(task.left)}; right ${of(task.right)}`);
  return [[side(left), side(right), parted, ...rows].join('\n')];
};
