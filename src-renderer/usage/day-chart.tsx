import type { DayUsage } from '@contract/usage-days.ts';
import { scaleLinear } from 'd3';
import type { JSX } from 'react';
import { dollars, shortCount } from '../design/token-words.ts';
import { type Measure, measured } from './usage-rows.ts';

type DayChartProps = { readonly days: readonly DayUsage[]; readonly measure: Measure };

const wordsOf = (value: number, measure: Measure): string =>
  measure === 'cost' ? dollars(value) : shortCount(Math.round(value));

/** `11-22`: the year stands in the table. */
const briefDay = (day: string): string => day.slice(5);

/** A bar for each day, today last. The table beside it says the same in figures. */
export const DayChart = ({ days, measure }: DayChartProps): JSX.Element => {
  const most = Math.max(...days.map((day) => measured(day, measure)));
  const scale = scaleLinear()
    .domain([0, most || 1])
    .nice(4)
    .range([0, 100]);
  const top = scale.domain()[1] ?? most;
  const title = `${measure === 'cost' ? 'Cost' : 'Tokens'} by day, at most ${wordsOf(most, measure)}`;
  return (
    <figure className="us-chart" role="img" aria-label={title}>
      <div className="us-axis ds-figures">
        <span>{wordsOf(top, measure)}</span>
        <span>0</span>
      </div>
      <div className="us-bars">
        {days.map((day) => (
          <span
            key={day.day}
            className="us-day"
            title={`${day.day}: ${wordsOf(measured(day, measure), measure)}`}
          >
            <span className="us-bar" style={{ height: `${scale(measured(day, measure))}%` }} />
          </span>
        ))}
      </div>
      <figcaption className="us-ends ds-figures">
        <span>{briefDay(days[0]?.day ?? '')}</span>
        <span>{briefDay(days.at(-1)?.day ?? '')}</span>
      </figcaption>
    </figure>
  );
};
