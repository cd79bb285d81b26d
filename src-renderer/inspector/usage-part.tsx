import type { Instance } from '@contract/instances.ts';
import type { Used } from '@contract/usage.ts';
import { type JSX, useMemo } from 'react';
import { useView } from '../connection/use-project.ts';
import { contextShare, currentUsed, sumUsage, type Usage, withThoseBelow } from '../design/sum-usage.ts';
import { costSource, costWords, exactCount, shortCount } from '../design/token-words.ts';
import { BudgetPart } from './budget-part.tsx';
import './usage-part.css';

const rows = [
  ['input', 'Input'],
  ['output', 'Output'],
  ['cacheRead', 'Cache read'],
  ['cacheWrite', 'Cache write'],
] as const;

const Count = ({ count }: { readonly count: number }): JSX.Element => (
  <td title={exactCount(count)}>{shortCount(count)}</td>
);

const Cost = ({ usage }: { readonly usage: Usage }): JSX.Element => (
  <td title={costSource(usage)}>
    {usage.used.costBy === 'prices' && <abbr title="reckoned">~</abbr>}
    {costWords(usage)}
  </td>
);

type TableProps = { readonly own: Usage; readonly all: Usage; readonly below: number };

const Table = ({ own, all, below }: TableProps): JSX.Element => (
  <table className="in-us-table ds-figures">
    {below > 0 && (
      <thead>
        <tr>
          <td />
          <th scope="col">itself</th>
          <th scope="col">with {below} below</th>
        </tr>
      </thead>
    )}
    <tbody>
      {rows.map(([part, label]) => (
        <tr key={part}>
          <th scope="row">{label}</th>
          <Count count={own.used[part]} />
          {below > 0 && <Count count={all.used[part]} />}
        </tr>
      ))}
      <tr>
        <th scope="row">Cost</th>
        <Cost usage={own} />
        {below > 0 && <Cost usage={all} />}
      </tr>
    </tbody>
  </table>
);

const Context = ({ used }: { readonly used: Used }): JSX.Element | null => {
  const share = contextShare(used);
  const { context, contextWindow, model } = used;
  return (
    <>
      {context !== null && (
        <p className="in-us-context ds-figures" title={`${exactCount(context)} tokens`}>
          <span>
            context {shortCount(context)}
            {contextWindow !== null && ` of ${shortCount(contextWindow)}`}
          </span>
          {share !== null && (
            <span className="in-progress" aria-hidden="true">
              <span style={{ width: `${share * 100}%` }} />
            </span>
          )}
        </p>
      )}
      {model !== null && <p className="ds-figures ds-quiet">{model}</p>}
    </>
  );
};

/** Tokens and cost of an instance, alone and with those below it, and how full its context is. */
export const UsagePart = ({ instance }: { readonly instance: Instance }): JSX.Element => {
  const instances = useView((view) => view.instances);
  const team = useMemo(() => withThoseBelow(instances, instance.id), [instances, instance.id]);
  const all = useMemo(() => sumUsage(team), [team]);
  const current = currentUsed(instance);
  return (
    <section className="in-section" aria-label="Tokens and cost">
      <h3 className="ds-section-title">Tokens and cost</h3>
      {all.conversations === 0 ? (
        <p className="ds-quiet">Not told by its agent.</p>
      ) : (
        <Table own={sumUsage([instance])} all={all} below={team.length - 1} />
      )}
      {current !== null && <Context used={current} />}
      <BudgetPart instance={instance} />
    </section>
  );
};
