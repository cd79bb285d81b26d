import type { Rule } from '@contract/rules.ts';
import { Check, X } from 'lucide-react';
import type { JSX } from 'react';
import { Button } from '../design/button.tsx';
import { useNow } from '../design/use-now.ts';
import { effectWords, historyWords, type RuleHistory, scopeWords } from './rule-words.ts';

type RuleRowProps = {
  readonly rule: Rule;
  readonly history: RuleHistory | undefined;
  readonly readOnly: boolean;
  /** Whether it was revoked a moment ago: then its button makes it again. */
  readonly revoked: boolean;
  onChange(rule: Rule): void;
};

/** What one rule decides, for whom, since when, and what it has answered. */
export const RuleRow = ({ rule, history, readOnly, revoked, onChange }: RuleRowProps): JSX.Element => {
  const { effect, tool, subject } = rule;
  const action = revoked ? 'Undo' : 'Revoke';
  const now = useNow(60_000);
  const Mark = effect === 'allow' ? Check : X;
  return (
    <li className="ru-row" data-revoked={revoked || undefined}>
      <div className="ru-words">
        <p className="ru-what">
          <Mark size={14} aria-hidden="true" className="ds-quiet" />
          <span>{effectWords[effect]}</span>
          <strong className="ds-figures">{tool}</strong>
          <span className="ru-subject ds-figures" title={subject}>
            {subject === '*' ? 'anything' : subject}
          </span>
        </p>
        <p className="ru-note">{scopeWords(rule)}</p>
        <p className="ru-note">{revoked ? 'revoked just now' : historyWords(rule, history, now)}</p>
      </div>
      {!readOnly && (
        <Button
          aria-label={`${action}: ${effectWords[effect]} ${tool} ${subject}`}
          onClick={() => onChange(rule)}
        >
          {action}
        </Button>
      )}
    </li>
  );
};
