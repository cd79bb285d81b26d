import type { RunReport, Spread } from '@contract/run-reports.ts';
import { max, scaleLinear } from 'd3';
import type { JSX } from 'react';
import { countWords } from '../design/time-words.ts';
import { type Column, Figure, ReportTable } from './figure.tsx';
import { spanWords } from './span-words.ts';

const spans: readonly {
  readonly key: 'begun' | 'delivered' | 'accepted' | 'read';
  readonly title: string;
}[] = [
  { key: 'begun', title: 'until it was first handed over' },
  { key: 'delivered', title: 'until its text was there' },
  { key: 'accepted', title: 'until it was accepted' },
  { key: 'read', title: 'until it was read from the inbox' },
];

const or = (ms: number | null): string => (ms === null ? '–' : spanWords(ms));

const boundWords = (to: number | null): string => (to === null ? 'more' : `≤ ${spanWords(to)}`);

type Row = { readonly title: string; readonly spread: Spread };

/** How long messages to instances were on their way. */
export const LatencyFigure = ({ report: { messages } }: { readonly report: RunReport }): JSX.Element => {
  const { bins, accepted, slowest } = messages;
  const y = scaleLinear([0, Math.max(1, max(bins, ({ count }) => count) ?? 0)], [0, 100]);
  const rows = spans.map(({ key, title }) => ({ title, spread: messages[key] }));
  const words =
    accepted.count === 0
      ? 'No message was accepted yet'
      : `${countWords(accepted.count, 'message')}: half were accepted within ${or(accepted.p50)}, nine of ten within ${or(accepted.p90)}`;
  const number = (title: string, of: (spread: Spread) => string | number): Column<Row> => ({
    title,
    number: true,
    cell: ({ spread }) => of(spread),
  });
  return (
    <Figure
      title="Message latency"
      note={`${words}.`}
      table={
        <>
          <ReportTable
            label="How long messages took"
            rows={rows}
            keyOf={({ title }) => title}
            columns={[
              { title: 'From its being sent', cell: ({ title }) => title },
              number('messages', ({ count }) => count),
              number('median', ({ p50 }) => or(p50)),
              number('90 %', ({ p90 }) => or(p90)),
              number('99 %', ({ p99 }) => or(p99)),
              number('longest', ({ longest }) => or(longest)),
            ]}
          />
          {slowest.length > 0 && (
            <ReportTable
              label="The slowest messages"
              rows={slowest}
              keyOf={({ message }) => message}
              columns={[
                {
                  title: 'The slowest',
                  cell: ({ message }) => <span className="ds-figures">{message}</span>,
                },
                { title: 'From', cell: ({ from }) => from },
                { title: 'To', cell: ({ to }) => to },
                { title: 'Took', number: true, cell: ({ ms }) => spanWords(ms) },
              ]}
            />
          )}
        </>
      }
    >
      {bins.length > 0 && (
        <div className="rr-histogram" role="img" aria-label={words}>
          {bins.map(({ to, count }) => (
            <span key={String(to)} className="rr-bin" title={`${boundWords(to)}: ${count}`}>
              <span className="ds-figures">{count === 0 ? '' : count}</span>
              <span className="rr-bin-bar" style={{ height: `${y(count)}%` }} />
              <span className="rr-bin-name ds-figures">{boundWords(to)}</span>
            </span>
          ))}
        </div>
      )}
    </Figure>
  );
};
