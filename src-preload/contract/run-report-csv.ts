import { activities, type RunReport } from './run-reports.ts';

export const csvTables = ['instances', 'tasks', 'path', 'parallelism', 'locks', 'person', 'merges'] as const;
export type CsvTable = (typeof csvTables)[number];

type Cell = string | number | null;

/** RFC 4180. What a spreadsheet would take for a formula begins with an apostrophe: titles are agents' words. */
const cellText = (cell: Cell): string => {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

const rowsOf = (report: RunReport, table: CsvTable): Cell[][] => {
  switch (table) {
    case 'instances':
      return [
        [
          'id',
          'role',
          'parent',
          'profile',
          'life_ms',
          ...activities.map((one) => `${one}_ms`),
          'launches',
          'crashes',
        ],
        ...report.instances.map((one) => [
          one.id,
          one.role,
          one.parent,
          one.profile,
          one.lifeMs,
          ...activities.map((activity) => one.times[activity]),
          one.launches,
          one.crashes,
        ]),
      ];
    case 'tasks':
      return [
        [
          'task',
          'title',
          'state',
          'assignee',
          'attempts',
          'made_at',
          'begun_at',
          'ended_at',
          'worked_ms',
          'waited_ms',
        ],
        ...report.tasks.map((one) => [
          one.task,
          one.title,
          one.state,
          one.assignee,
          one.attempts,
          one.madeAt,
          one.begunAt,
          one.endedAt,
          one.workedMs,
          one.waitedMs,
        ]),
      ];
    case 'path':
      return [
        ['kind', 'name', 'from', 'to', 'counted_ms', 'tasks'],
        ...report.criticalPath.steps.map((one) => [
          one.kind,
          one.name,
          one.from,
          one.to,
          one.ms,
          (one.tasks ?? []).join(' '),
        ]),
      ];
    case 'parallelism':
      return [
        ['at', 'busy', 'live'],
        ...report.parallelism.steps.map(({ at, busy, live }) => [at, busy, live]),
      ];
    case 'locks':
      return [
        ['lock', 'holder', 'paths', 'since', 'ms', 'outcome'],
        ...report.lockWaits.map((one) => [
          one.lock,
          one.holder,
          one.paths.join(' '),
          one.since,
          one.ms,
          one.outcome,
        ]),
      ];
    case 'person':
      return [
        ['id', 'since', 'ms', 'answered_by', 'question'],
        ...report.personWaits.map((one) => [one.id, one.since, one.ms, one.answeredBy, one.question]),
      ];
    case 'merges':
      return [
        [
          'merge',
          'source',
          'target',
          'state',
          'ms',
          'waited_ms',
          'checked_ms',
          'conflicted_ms',
          'checks',
          'requeued',
        ],
        ...report.merges.map((one) => [
          one.merge,
          one.source,
          one.target,
          one.state,
          one.ms,
          one.waitedMs,
          one.checkedMs,
          one.conflictedMs,
          one.checks,
          one.requeued,
        ]),
      ];
    default:
      return table satisfies never;
  }
};

/** One table of a report, with a line of names; times in milliseconds, moments in milliseconds since 1970. */
export const reportCsv = (report: RunReport, table: CsvTable): string =>
  rowsOf(report, table)
    .map((row) => `${row.map(cellText).join(',')}\r\n`)
    .join('');
