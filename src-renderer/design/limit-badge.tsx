import type { Limit } from '@contract/usage.ts';
import type { JSX } from 'react';
import { Badge } from './badge.tsx';
import { limitName, limitNeedsPerson, limitSentence, limitWords } from './limit-words.ts';
import { useNow } from './use-now.ts';

/** It tells whether a moment is of today. */
const aMinute = 60_000;

type LimitBadgeProps = {
  readonly limit: Limit;
  /** Without the time it ends, where there is little room. */
  readonly short?: boolean;
};

/** What holds an instance up; amber where it needs a person. */
export const LimitBadge = ({ limit, short = false }: LimitBadgeProps): JSX.Element => {
  const now = useNow(aMinute);
  return (
    <span className="ds-limit" title={limitSentence(limit, now)}>
      <Badge tone={limitNeedsPerson(limit) ? 'amber' : 'plain'}>
        {short ? limitName(limit) : limitWords(limit, now)}
      </Badge>
    </span>
  );
};
