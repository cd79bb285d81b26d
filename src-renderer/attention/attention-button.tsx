import { type JSX, useMemo } from 'react';
import { useView } from '../connection/use-project.ts';
import { Button } from '../design/button.tsx';
import { Popover } from '../design/popover.tsx';
import { countWords } from '../design/time-words.ts';
import { AttentionList } from './attention-list.tsx';
import { attentionRows, attentionTally } from './attention-rows.ts';
import './attention.css';

type AttentionButtonProps = {
  readonly open: boolean;
  onOpenChange(open: boolean): void;
  /** Goes to an instance. */
  onOpen(id: string): void;
  /** Shows what the person has decided beforehand. */
  onRules(): void;
};

/** "3 need you" in the bar, and the list under it. */
export const AttentionButton = ({
  open,
  onOpenChange,
  onOpen,
  onRules,
}: AttentionButtonProps): JSX.Element => {
  const view = useView((view) => view);
  const rows = useMemo(() => attentionRows(view), [view]);
  const rules = view.rules.length;
  const words = rows.length === 1 ? '1 needs you' : `${rows.length} need you`;
  const trigger = (
    <button type="button" className={`ds-button at-button ${rows.length > 0 ? 'at-some' : 'ds-plain'}`}>
      {rows.length === 0 ? 'Nobody needs you' : words}
    </button>
  );
  return (
    <Popover open={open} onOpenChange={onOpenChange} trigger={trigger} label="What needs you">
      {rows.length > 0 && <p className="at-head ds-quiet">{attentionTally(rows)}</p>}
      <AttentionList
        rows={rows}
        onOpen={(id) => {
          onOpenChange(false);
          onOpen(id);
        }}
      />
      <p className="at-foot">
        <span className="ds-quiet">
          {rules === 0
            ? 'Every question comes to you.'
            : `${countWords(rules, 'rule')} of yours answers too.`}
        </span>
        <Button look="plain" onClick={onRules}>
          Rules…
        </Button>
      </p>
    </Popover>
  );
};
