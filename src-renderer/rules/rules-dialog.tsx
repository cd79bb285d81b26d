import type { Rule } from '@contract/rules.ts';
import { type JSX, useState } from 'react';
import { useReadOnly } from '../connection/host-info.ts';
import { useView } from '../connection/use-project.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Empty } from '../design/plain-states.tsx';
import { countWords } from '../design/time-words.ts';
import { RuleForm } from './rule-form.tsx';
import { RuleRow } from './rule-row.tsx';
import { byRun } from './rule-words.ts';
import { type Revoking, useRevoking, useRuleHistory } from './use-rules.ts';
import './rules.css';

type ListProps = { readonly rules: readonly Rule[]; readonly readOnly: boolean; readonly revoking: Revoking };

const List = ({ rules, readOnly, revoking }: ListProps): JSX.Element => {
  const history = useRuleHistory();
  const { revoked, revoke, undo } = revoking;
  return (
    <ul className="ru-list">
      {rules.map((rule) => {
        const gone = revoked.includes(rule);
        return (
          <RuleRow
            key={rule.id}
            rule={rule}
            history={history.get(rule.id)}
            readOnly={readOnly}
            revoked={gone}
            onChange={gone ? undo : revoke}
          />
        );
      })}
    </ul>
  );
};

/** What the person has decided beforehand, with a way to take it back and one to add to it. Mounted while it is open. */
export const RulesDialog = ({ onClose }: { onClose(): void }): JSX.Element => {
  const readOnly = useReadOnly();
  const rules = useView((view) => view.rules);
  const run = useView((view) => view.run?.run ?? null);
  const [adding, setAdding] = useState(false);
  const revoking = useRevoking(rules);
  const { holding, past } = byRun([...rules, ...revoking.revoked], run);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Rules"
      description="Questions that are answered for you as they are asked. One rule that denies beats all that allow."
      foot={
        <>
          {!readOnly && !adding && <Button onClick={() => setAdding(true)}>Add a rule…</Button>}
          <Button onClick={onClose}>Close</Button>
        </>
      }
    >
      {holding.length === 0 && !adding && (
        <Empty title="No rules: every question comes to you">
          Answer one with Shift and its digit, or tick “Always in this run”, and it becomes a rule here.
        </Empty>
      )}
      {holding.length > 0 && <List rules={holding} readOnly={readOnly} revoking={revoking} />}
      {past.length > 0 && (
        <details className="ru-past">
          <summary>{countWords(past.length, 'rule')} of earlier runs</summary>
          <List rules={past} readOnly={readOnly} revoking={revoking} />
        </details>
      )}
      {adding && <RuleForm onDone={() => setAdding(false)} />}
    </Dialog>
  );
};
