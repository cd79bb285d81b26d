import { type JSX, useMemo } from 'react';
import { useView } from '../connection/use-project.ts';
import { Popover } from '../design/popover.tsx';
import { AttentionList } from './attention-list.tsx';
import { attentionRows } from './attention-rows.ts';
import './attention.css';

type AttentionButtonProps = {
  readonly open: boolean;
  onOpenChange(open: boolean): void;
  /** Goes to an instance. */
  onOpen(id: string): void;
};

/** "3 need you" in the bar, and the list under it. */
export const AttentionButton = ({ open, onOpenChange, onOpen }: AttentionButtonProps): JSX.Element => {
  const view = useView((view) => view);
  const rows = useMemo(() => attentionRows(view), [view]);
  const words = rows.length === 1 ? '1 needs you' : `${rows.length} need you`;
  const trigger = (
    <button type="button" className={`ds-button at-button ${rows.length > 0 ? 'at-some' : 'ds-plain'}`}>
      {rows.length === 0 ? 'Nobody needs you' : words}
    </button>
  );
  return (
    <Popover open={open} onOpenChange={onOpenChange} trigger={trigger} label="What needs you">
      <AttentionList
        rows={rows}
        onOpen={(id) => {
          onOpenChange(false);
          onOpen(id);
        }}
      />
    </Popover>
  );
};
