import type { RunReport } from '@contract/run-reports.ts';
import type { JSX } from 'react';
import { dollars, shortCount } from '../design/token-words.ts';
import { spanWords } from './span-words.ts';

interface Total {
  readonly name: string;
  readonly value: string;
  /** What stands beneath it; empty: nothing. */
  readonly more: string;
  readonly wrong?: boolean;
}

const some = (count: number, words: string): string[] => (count === 0 ? [] : [`${count} ${words}`]);

const totalsOf = (report: RunReport): Total[] => {
  const { totals, criticalPath } = report;
  const { tasks, merges, used } = totals;
  const again = [
    ...some(totals.retries, 'of tasks'),
    ...some(totals.restarts, 'restarts'),
    ...some(totals.redeliveries, 'redeliveries'),
  ];
  const merging = report.merges.reduce((sum, one) => sum + one.waitedMs, 0);
  return [
    {
      name: 'Took',
      value: spanWords(report.ms),
      more: report.endedAt === null ? 'and goes on' : `${spanWords(criticalPath.ms)} on the critical path`,
    },
    { name: 'Instances', value: String(totals.instances), more: some(totals.crashes, 'crashes').join() },
    {
      name: 'Tasks done',
      value: `${tasks.done} of ${tasks.total}`,
      more: some(tasks.failed, 'failed').join(),
      wrong: tasks.failed > 0,
    },
    {
      name: 'Merged',
      value: `${merges.merged} of ${merges.asked}`,
      more: merging === 0 ? '' : `${spanWords(merging)} waited`,
      wrong: merges.failed > 0,
    },
    {
      name: 'Tried again',
      value: String(totals.retries + totals.restarts + totals.redeliveries),
      more: again.join(', '),
    },
    { name: 'Waited for a person', value: spanWords(totals.times.person), more: '' },
    { name: 'Waited for locks', value: spanWords(totals.times.lock), more: '' },
    {
      name: 'Tokens',
      value: used === null ? 'not told' : shortCount(used.input + used.output),
      more: used === null ? '' : used.cost === null ? 'cost not told' : dollars(used.cost),
    },
  ];
};

/** What is asked first, in figures. */
export const Totals = ({ report }: { readonly report: RunReport }): JSX.Element => (
  <dl className="rr-totals">
    {totalsOf(report).map(({ name, value, more, wrong = false }) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd className="rr-total ds-figures">{value}</dd>
        {more !== '' && <dd className={wrong ? 'rr-wrong' : 'ds-quiet'}>{more}</dd>}
      </div>
    ))}
  </dl>
);
