import type { InstanceReport, RunReport } from '@contract/run-reports.ts';
import { scaleLinear } from 'd3';
import type { JSX } from 'react';
import { activityWords, barOrder, isUsed } from './activity-words.ts';
import { Figure, ReportTable } from './figure.tsx';
import type { ShowMoment } from './insight-source.ts';
import { spanWords } from './span-words.ts';

const barWords = ({ id, times }: InstanceReport): string =>
  `${id}: ${barOrder
    .filter((activity) => times[activity] > 0)
    .map((activity) => `${activityWords[activity]} ${spanWords(times[activity])}`)
    .join(', ')}`;

type TimesProps = { readonly report: RunReport; readonly onMoment: ShowMoment };

/** What each instance's life went to, as bars of one scale. */
export const TimesFigure = ({ report, onMoment }: TimesProps): JSX.Element => {
  const { instances } = report;
  const used = barOrder.filter(isUsed(instances.map(({ times }) => times)));
  const longest = Math.max(1, ...instances.map(({ lifeMs }) => lifeMs));
  const x = scaleLinear([0, longest], [0, 100]);
  return (
    <Figure
      title="Time of each instance"
      note="From its spawn to its end; all bars have one scale. A name shows when it began."
      table={
        <ReportTable
          label="Time of each instance"
          rows={instances}
          keyOf={({ id }) => id}
          columns={[
            { title: 'Instance', cell: ({ id }) => <span className="ds-figures">{id}</span> },
            { title: 'Life', number: true, cell: ({ lifeMs }) => spanWords(lifeMs) },
            ...used.map((activity) => ({
              title: activityWords[activity],
              number: true,
              cell: ({ times }: InstanceReport) => spanWords(times[activity]),
            })),
            { title: 'starts', number: true, cell: ({ launches }) => launches },
            { title: 'crashes', number: true, cell: ({ crashes }) => crashes },
          ]}
        />
      }
    >
      <ul className="rr-legend" aria-label="What the colours mean">
        {used.map((activity) => (
          <li key={activity}>
            <span className={`rr-swatch rr-on-${activity}`} aria-hidden="true" />
            {activityWords[activity]}
          </li>
        ))}
      </ul>
      <ul className="rr-bars" aria-label="Bars">
        {instances.map((one) => (
          <li key={one.id} className="rr-row">
            <button
              type="button"
              className="rr-name ds-figures"
              onClick={() => onMoment(report.run, one.spawnedAt, one.id)}
            >
              {one.id}
            </button>
            <span className="rr-track" role="img" aria-label={barWords(one)} title={barWords(one)}>
              {used.map((activity) => (
                <span
                  key={activity}
                  className={`rr-part rr-on-${activity}`}
                  style={{ width: `${x(one.times[activity])}%` }}
                />
              ))}
            </span>
            <span className="rr-row-end ds-figures">{spanWords(one.lifeMs)}</span>
          </li>
        ))}
      </ul>
    </Figure>
  );
};
