import type { Breaker } from '@contract/breakers.ts';
import type { JSX } from 'react';
import { useReadOnly } from '../connection/host-info.ts';
import { useCommand } from '../connection/use-command.ts';
import { Badge } from '../design/badge.tsx';
import { restWords } from '../design/breaker-words.ts';
import { Button } from '../design/button.tsx';
import { useNow } from '../design/use-now.ts';
import './attention.css';

/** Profiles and instances that failed too often, when they are tried again, and the way to try at once. */
export const BreakerList = ({ breakers }: { readonly breakers: readonly Breaker[] }): JSX.Element | null => {
  const run = useCommand();
  const readOnly = useReadOnly();
  const now = useNow();
  if (breakers.length === 0) return null;
  return (
    <ul className="at-budgets" aria-label="Failed too often">
      {breakers.map((breaker) => (
        <li key={`${breaker.scope} ${breaker.name}`} className="at-budget">
          <div>
            <Badge tone="red">{breaker.state === 'open' ? 'rests' : 'on trial'}</Badge>{' '}
            <span className="ds-figures">{breaker.name}</span> {restWords(breaker, now)}.
            <p className="ds-quiet at-what">Its last failure: {breaker.reason}</p>
          </div>
          <Button
            disabled={readOnly}
            onClick={() => void run('breakers.close', { scope: breaker.scope, name: breaker.name })}
          >
            Start as usual
          </Button>
        </li>
      ))}
    </ul>
  );
};
