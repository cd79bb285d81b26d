import type { ParallelStep, RunReport } from '@contract/run-reports.ts';
import { area, curveStepAfter, line, scaleLinear } from 'd3';
import type { JSX, MouseEvent } from 'react';
import { clockWords } from '../design/time-words.ts';
import { Figure, ReportTable } from './figure.tsx';
import type { ShowMoment } from './insight-source.ts';
import { sinceWords } from './span-words.ts';

/** The plot's own units; it is stretched to the room that there is. */
const wide = 1000;
const high = 100;

type ParallelProps = { readonly report: RunReport; readonly onMoment: ShowMoment };

const rounded = (value: number): string => String(Math.round(value * 10) / 10);

/** How many were there, and how many of them worked. */
export const ParallelFigure = ({ report, onMoment }: ParallelProps): JSX.Element => {
  const { steps, mostBusy, mostLive, meanBusy } = report.parallelism;
  const { begunAt, until } = report;
  const end = Math.max(until, begunAt + 1);
  const x = scaleLinear([begunAt, end], [0, wide]);
  const y = scaleLinear([0, Math.max(1, mostLive)], [high, 2]);
  const last = steps.at(-1);
  const all: ParallelStep[] = last === undefined ? [] : [...steps, { ...last, at: end }];
  const filled = area<ParallelStep>()
    .x(({ at }) => x(at))
    .y0(high)
    .y1(({ busy }) => y(busy))
    .curve(curveStepAfter);
  const edge = line<ParallelStep>()
    .x(({ at }) => x(at))
    .y(({ live }) => y(live))
    .curve(curveStepAfter);
  const press = (event: MouseEvent<SVGSVGElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    onMoment(report.run, x.invert(((event.clientX - box.left) / Math.max(1, box.width)) * wide), null);
  };
  const words = `${rounded(meanBusy)} worked at a time on average, ${mostBusy} at most, of ${mostLive} that were there at most`;
  return (
    <Figure
      title="Parallelism"
      note={`${words}. A click shows that moment.`}
      table={
        <ReportTable
          label="Parallelism over time"
          rows={steps}
          keyOf={({ at }) => String(at)}
          columns={[
            {
              title: 'From',
              cell: ({ at }) => (
                <button
                  type="button"
                  className="rr-link ds-figures"
                  onClick={() => onMoment(report.run, at, null)}
                >
                  {sinceWords(at, begunAt)}
                </button>
              ),
            },
            { title: 'Working', number: true, cell: ({ busy }) => rounded(busy) },
            { title: 'There', number: true, cell: ({ live }) => rounded(live) },
          ]}
        />
      }
    >
      <div className="rr-plot">
        <div className="rr-axis ds-figures" aria-hidden="true">
          <span>{mostLive}</span>
          <span>0</span>
        </div>
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: the table behind it has a button for each step */}
        <svg
          viewBox={`0 0 ${wide} ${high}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={words}
          onClick={press}
        >
          <path className="rr-busy" d={filled(all) ?? ''} />
          <path className="rr-live" d={edge(all) ?? ''} vectorEffect="non-scaling-stroke" />
        </svg>
        <div className="rr-ends ds-figures" aria-hidden="true">
          <span>{clockWords(begunAt)}</span>
          <span>
            <i className="rr-swatch rr-on-busy" /> working <i className="rr-swatch rr-on-edge" /> there
          </span>
          <span>{clockWords(until)}</span>
        </div>
      </div>
    </Figure>
  );
};
