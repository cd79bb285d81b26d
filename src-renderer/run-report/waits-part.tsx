import type { RunReport } from '@contract/run-reports.ts';
import type { JSX, ReactNode } from 'react';
import { ReportTable } from './figure.tsx';
import type { ShowMoment } from './insight-source.ts';
import { sinceWords, spanWords } from './span-words.ts';

type WaitsProps = { readonly report: RunReport; readonly onMoment: ShowMoment };

const Part = ({ title, children }: { readonly title: string; readonly children: ReactNode }): JSX.Element => (
  <section className="rr-figure" aria-label={title}>
    <h3 className="ds-section-title">{title}</h3>
    {children}
  </section>
);

/** Tasks, merges, locks and questions with their waits; parts with nothing in them are left out. */
export const WaitsPart = ({ report, onMoment }: WaitsProps): JSX.Element => {
  const { begunAt, run } = report;
  const moment = (at: number, instance: string | null): JSX.Element => (
    <button type="button" className="rr-link ds-figures" onClick={() => onMoment(run, at, instance)}>
      {sinceWords(at, begunAt)}
    </button>
  );
  return (
    <>
      {report.tasks.length > 0 && (
        <Part title="Tasks">
          <ReportTable
            label="Tasks"
            rows={report.tasks}
            keyOf={({ task }) => task}
            columns={[
              { title: 'Begun', cell: (one) => moment(one.begunAt ?? one.madeAt, one.assignee) },
              { title: 'Task', cell: ({ task }) => <span className="ds-figures">{task}</span> },
              { title: 'Title', cell: ({ title }) => title },
              { title: 'State', cell: ({ state }) => state },
              { title: 'Whose', cell: ({ assignee }) => assignee ?? '' },
              { title: 'Attempts', number: true, cell: ({ attempts }) => attempts },
              { title: 'Worked', number: true, cell: ({ workedMs }) => spanWords(workedMs) },
              { title: 'Waited', number: true, cell: ({ waitedMs }) => spanWords(waitedMs) },
            ]}
          />
        </Part>
      )}
      {report.merges.length > 0 && (
        <Part title="Merges">
          <ReportTable
            label="Merges"
            rows={report.merges}
            keyOf={({ merge }) => merge}
            columns={[
              { title: 'Merge', cell: ({ merge }) => <span className="ds-figures">{merge}</span> },
              { title: 'What', cell: ({ source, target }) => `${source} into ${target}` },
              { title: 'State', cell: ({ state }) => state },
              { title: 'Took', number: true, cell: ({ ms }) => spanWords(ms) },
              { title: 'Waited', number: true, cell: ({ waitedMs }) => spanWords(waitedMs) },
              { title: 'Checked', number: true, cell: ({ checkedMs }) => spanWords(checkedMs) },
              { title: 'Conflicted', number: true, cell: ({ conflictedMs }) => spanWords(conflictedMs) },
              { title: 'Put back', number: true, cell: ({ requeued }) => requeued },
            ]}
          />
        </Part>
      )}
      {report.lockWaits.length > 0 && (
        <Part title="Waits for locks">
          <ReportTable
            label="Waits for locks"
            rows={report.lockWaits}
            keyOf={({ lock }) => lock}
            columns={[
              {
                title: 'Since',
                cell: ({ since, holder }) => moment(since, holder === 'person' ? null : holder),
              },
              { title: 'Who', cell: ({ holder }) => holder },
              { title: 'Files', cell: ({ paths }) => <span className="ds-figures">{paths.join(', ')}</span> },
              { title: 'Waited', number: true, cell: ({ ms }) => spanWords(ms) },
              { title: 'Came to', cell: ({ outcome }) => outcome },
            ]}
          />
        </Part>
      )}
      {report.personWaits.length > 0 && (
        <Part title="Waits for a person">
          <ReportTable
            label="Waits for a person"
            rows={report.personWaits}
            keyOf={({ id, since }) => `${id} ${since}`}
            columns={[
              { title: 'Since', cell: ({ since, id }) => moment(since, id) },
              { title: 'Who', cell: ({ id }) => <span className="ds-figures">{id}</span> },
              { title: 'Waited', number: true, cell: ({ ms }) => spanWords(ms) },
              { title: 'Answered by', cell: ({ answeredBy }) => answeredBy ?? 'nobody known' },
              { title: 'Question', cell: ({ question }) => question },
            ]}
          />
        </Part>
      )}
    </>
  );
};
