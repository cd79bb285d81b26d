import type { AgentCheck, CheckItem } from '@contract/agent-checks.ts';
import { Check, Circle, CircleDashed, LoaderCircle, Minus, X } from 'lucide-react';
import type { JSX } from 'react';
import { durationWords } from '../design/time-words.ts';
import { useNow } from '../design/use-now.ts';
import { checkTitles, secondsWords, verdictWords } from './check-words.ts';
import { checksOf, type TrialState } from './use-trial.ts';

const marks = { yes: Check, partly: Minus, no: X, untried: CircleDashed } as const;

const Finding = ({ item }: { readonly item: CheckItem }): JSX.Element => {
  const Mark = marks[item.verdict];
  return (
    <li className="pr-finding" data-check={item.check} data-verdict={item.verdict}>
      <Mark size={16} className="pr-mark" aria-hidden="true" />
      <div className="pr-finding-words">
        <p className="pr-finding-title">
          {checkTitles[item.check]}: <span className="pr-verdict">{verdictWords[item.verdict]}</span>
        </p>
        <p>{item.words}</p>
        {item.remedy !== null && <p className="pr-remedy">{item.remedy}</p>}
      </div>
      {item.verdict !== 'untried' && <span className="ds-figures ds-quiet">{secondsWords(item.ms)}</span>}
    </li>
  );
};

const Running = ({ check, since }: { readonly check: AgentCheck; readonly since: number }): JSX.Element => {
  const now = useNow();
  return (
    <li className="pr-finding" data-check={check} data-verdict="running">
      <LoaderCircle size={16} className="pr-mark pr-turning" aria-hidden="true" />
      <p className="pr-finding-words pr-finding-title">{checkTitles[check]}…</p>
      <span className="ds-figures ds-quiet">{durationWords(now - since)}</span>
    </li>
  );
};

/** What was found so far, what is being looked at, and what is still to come. */
export const TrialFindings = ({ trial }: { readonly trial: TrialState }): JSX.Element => {
  const { items, status, since, terms } = trial;
  const [current, ...rest] = checksOf(terms).slice(items.length);
  return (
    <ol className="pr-findings" aria-label="Findings" aria-live="polite">
      {items.map((item) => (
        <Finding key={item.check} item={item} />
      ))}
      {status === 'running' && current !== undefined && <Running check={current} since={since} />}
      {status === 'running' &&
        rest.map((check) => (
          <li key={check} className="pr-finding ds-quiet" data-check={check} data-verdict="to-come">
            <Circle size={16} className="pr-mark" aria-hidden="true" />
            <p className="pr-finding-words">{checkTitles[check]}</p>
          </li>
        ))}
    </ol>
  );
};
