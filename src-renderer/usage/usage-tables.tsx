import type { DayUsage } from '@contract/usage-days.ts';
import type { JSX } from 'react';
import type { Usage } from '../design/sum-usage.ts';
import { costSource, costWords, exactCount, shortCount } from '../design/token-words.ts';
import { type InstanceSum, totalOf, usageOf } from './usage-rows.ts';

const parts = ['input', 'output', 'cacheRead', 'cacheWrite'] as const;

const Counts = ({ usage }: { readonly usage: Usage }): JSX.Element => (
  <>
    {parts.map((part) => (
      <td key={part} title={exactCount(usage.used[part])}>
        {shortCount(usage.used[part])}
      </td>
    ))}
  </>
);

/** Nobody told of anything: no figure, not even 0. */
const Untold = ({ columns }: { readonly columns: number }): JSX.Element => (
  <td colSpan={columns} className="ds-quiet">
    not told
  </td>
);

/** With a `~` where it was reckoned and not told. */
const Cost = ({ usage, source }: { readonly usage: Usage; readonly source?: string }): JSX.Element => (
  <td title={source ?? costSource(usage)}>
    {usage.used.costBy === 'prices' && <abbr title="reckoned">~</abbr>}
    {costWords(usage)}
  </td>
);

const heads = ['Input', 'Output', 'Cache read', 'Cache written', 'Cost'];

const Heads = ({
  first,
  more = [],
}: {
  readonly first: string;
  readonly more?: readonly string[];
}): JSX.Element => (
  <thead>
    <tr>
      {[first, ...heads, ...more].map((word) => (
        <th key={word} scope="col">
          {word}
        </th>
      ))}
    </tr>
  </thead>
);

/** A line for each day with use, the newest first, and their sum. */
export const DayTable = ({ days }: { readonly days: readonly DayUsage[] }): JSX.Element => {
  const total = totalOf(days);
  return (
    <table className="us-table ds-figures">
      <Heads first="Day" />
      <tbody>
        {days.map((day) => (
          <tr key={day.day}>
            <th scope="row">{day.day}</th>
            <Counts usage={usageOf(day)} />
            <Cost usage={usageOf(day)} />
          </tr>
        ))}
      </tbody>
      {total !== null && days.length > 1 && (
        <tfoot>
          <tr>
            <th scope="row">Together</th>
            <Counts usage={usageOf(total)} />
            {/* A conversation of several days counts in each: how many there are is not known here. */}
            <Cost usage={usageOf(total)} source={total.untold > 0 ? 'some conversations told no cost' : ''} />
          </tr>
        </tfoot>
      )}
    </table>
  );
};

type InstanceTableProps = { readonly sums: readonly InstanceSum[]; onOpen(id: string): void };

/** Tokens that go into a budget, of an instance with all beneath it. */
const tokensOf = ({ used }: Usage): number => used.input + used.cacheWrite + used.output;

/** The hierarchy, each instance with what it used itself and together with those below it. */
export const InstanceTable = ({ sums, onOpen }: InstanceTableProps): JSX.Element => (
  <table className="us-table ds-figures">
    <Heads first="Instance" more={['Tokens with those below', 'Cost with those below']} />
    <tbody>
      {sums.map(({ id, depth, own, whole }) => (
        <tr key={id}>
          <th scope="row" style={{ paddingLeft: depth * 12 }}>
            <button type="button" className="us-open" onClick={() => onOpen(id)}>
              {id}
            </button>
          </th>
          {own.conversations === 0 ? (
            <Untold columns={5} />
          ) : (
            <>
              <Counts usage={own} />
              <Cost usage={own} />
            </>
          )}
          {whole.conversations === 0 ? (
            <Untold columns={2} />
          ) : (
            <>
              <td title={exactCount(tokensOf(whole))}>{shortCount(tokensOf(whole))}</td>
              <Cost usage={whole} />
            </>
          )}
        </tr>
      ))}
    </tbody>
  </table>
);
