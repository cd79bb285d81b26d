import type { PathStep, RunReport } from '@contract/run-reports.ts';
import { scaleLinear } from 'd3';
import { type JSX, useState } from 'react';
import { Figure, ReportTable } from './figure.tsx';
import type { ShowMoment } from './insight-source.ts';
import { sinceWords, spanWords } from './span-words.ts';

/** Percent of the strip below which a step can't be hit by a pointer: it is drawn, and the table has its button. */
const least = 0.6;

const kindWords: Readonly<Record<PathStep['kind'], string>> = {
  run: 'before anybody was there',
  instance: 'works',
  merge: 'is merged',
  spawn: 'spawned the next',
  message: 'is on its way',
  lock: 'is waited for',
  task: 'lets the next begin',
};

const wordsOf = (step: PathStep): string =>
  `${step.name} ${kindWords[step.kind]}, ${spanWords(step.to - step.from)} of which ${spanWords(step.ms)} count`;

type PathProps = { readonly report: RunReport; readonly onMoment: ShowMoment };

const Strip = ({ report, onMoment }: PathProps): JSX.Element => {
  const x = scaleLinear([report.begunAt, Math.max(report.until, report.begunAt + 1)], [0, 100]);
  const [over, setOver] = useState<PathStep | null>(null);
  const { steps } = report.criticalPath;
  return (
    <>
      <div className="rr-strip">
        {steps.map((step) => {
          const style = { left: `${x(step.from)}%`, width: `${Math.max(0.1, x(step.to) - x(step.from))}%` };
          const look = `rr-step rr-step-${step.kind} ${step.ms === 0 ? 'rr-step-free' : ''}`;
          const key = `${step.kind} ${step.name} ${step.from} ${step.to}`;
          if (x(step.to) - x(step.from) < least) return <span key={key} className={look} style={style} />;
          return (
            <button
              key={key}
              type="button"
              className={look}
              style={style}
              aria-label={`Show when ${wordsOf(step)}`}
              onPointerEnter={() => setOver(step)}
              onFocus={() => setOver(step)}
              onClick={() => onMoment(report.run, step.from, step.kind === 'instance' ? step.name : null)}
            >
              <span>{step.name}</span>
            </button>
          );
        })}
      </div>
      <p className="rr-over ds-quiet" aria-live="polite">
        {over === null
          ? 'Point at a stretch for what it was; a click shows that moment.'
          : `${sinceWords(over.from, report.begunAt)}: ${wordsOf(over)}${
              (over.tasks ?? []).length === 0 ? '' : `, with ${(over.tasks ?? []).join(', ')}`
            }`}
      </p>
    </>
  );
};

/** The way through the run that took the most time of somebody's own: to be faster it has to be shorter. */
export const PathFigure = ({ report, onMoment }: PathProps): JSX.Element => {
  const { ms, steps } = report.criticalPath;
  return (
    <Figure
      title="Critical path"
      note={`${spanWords(ms)} of the run’s ${spanWords(report.ms)} stand on it: only what shortens these makes the run shorter.`}
      table={
        <ReportTable
          label="Steps of the critical path"
          rows={steps}
          keyOf={({ kind, name, from, to }) => `${kind} ${name} ${from} ${to}`}
          columns={[
            {
              title: 'From',
              cell: (step) => (
                <button
                  type="button"
                  className="rr-link ds-figures"
                  onClick={() => onMoment(report.run, step.from, step.kind === 'instance' ? step.name : null)}
                >
                  {sinceWords(step.from, report.begunAt)}
                </button>
              ),
            },
            { title: 'Whose', cell: ({ name }) => <span className="ds-figures">{name}</span> },
            { title: 'What', cell: ({ kind }) => kindWords[kind] },
            { title: 'Took', number: true, cell: ({ from, to }) => spanWords(to - from) },
            { title: 'Counts', number: true, cell: (step) => spanWords(step.ms) },
            { title: 'Tasks', cell: ({ tasks }) => (tasks ?? []).join(', ') },
          ]}
        />
      }
    >
      <Strip report={report} onMoment={onMoment} />
    </Figure>
  );
};
