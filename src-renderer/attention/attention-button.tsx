import {
  type AttentionEntry,
  attentionCount,
  attentionEntries,
  uncommittedWork,
} from '@contract/attention-entries.ts';
import type { MergeId } from '@contract/merges.ts';
import { type JSX, useEffect, useMemo } from 'react';
import { useView } from '../connection/use-project.ts';
import { Button } from '../design/button.tsx';
import { Popover } from '../design/popover.tsx';
import { countWords } from '../design/time-words.ts';
import { useNow } from '../design/use-now.ts';
import { AttentionList } from './attention-list.tsx';
import { attentionRows, attentionTally } from './attention-rows.ts';
import { BreakerList } from './breaker-list.tsx';
import { budgetItems } from './budget-items.ts';
import { BudgetList } from './budget-list.tsx';
import { conflictItems } from './conflict-items.ts';
import { ConflictList } from './conflict-list.tsx';
import { MergeTroubleList, mergesInTrouble } from './merge-trouble-list.tsx';
import { OverlapList, overlapItems } from './overlap-list.tsx';
import { placeOfEntry } from './place-of-entry.ts';
import { UncommittedList } from './uncommitted-list.tsx';
import { waitingWishes } from './waiting-wishes.ts';
import { AllGranted, WishList } from './wish-list.tsx';
import './attention.css';

type AttentionButtonProps = {
  readonly open: boolean;
  /** What is to have the focus in the list. */
  readonly wanted: AttentionEntry | null;
  onOpenChange(open: boolean): void;
  /** Goes to an instance. */
  onOpen(id: string): void;
  /** Shows what the person has decided beforehand. */
  onRules(): void;
  /** Shows the budgets. */
  onBudgets(): void;
  /** Shows the merges of the run. */
  onMerges(): void;
  /** Opens what a merge conflicts in. */
  onResolve(merge: MergeId): void;
};

/** Gives an entry of the list the focus, once the list has taken it. */
const useWanted = (open: boolean, wanted: AttentionEntry | null): void => {
  useEffect(() => {
    const place = wanted === null ? null : placeOfEntry(wanted);
    if (!open || place === null) return;
    const frame = requestAnimationFrame(() => document.querySelector<HTMLElement>(place)?.focus());
    return () => cancelAnimationFrame(frame);
  }, [open, wanted]);
};

/** "3 need you" in the bar, and the list under it. */
export const AttentionButton = ({
  open,
  wanted,
  onOpenChange,
  onOpen,
  onRules,
  onBudgets,
  onMerges,
  onResolve,
}: AttentionButtonProps): JSX.Element => {
  const view = useView((view) => view);
  const now = useNow(60_000);
  const rows = useMemo(() => attentionRows(view, now), [view, now]);
  const rules = view.rules.length;
  const budgets = useMemo(() => budgetItems(view), [view]);
  const spent = budgets.filter(({ state }) => state === 'spent').length;
  const { breakers } = view;
  const wishes = useMemo(() => waitingWishes(view), [view]);
  const conflicts = useMemo(() => conflictItems(view), [view]);
  const overlaps = useMemo(() => overlapItems(view), [view]);
  const count = useMemo(() => attentionCount(attentionEntries(view)), [view]);
  const merges = useMemo(() => mergesInTrouble(view), [view]);
  const uncommitted = useMemo(() => uncommittedWork(view), [view]);
  useWanted(open, wanted);
  const words = count === 1 ? '1 needs you' : `${count} need you`;
  const tally = [
    ...(wishes.length > 0 ? [countWords(wishes.length, 'wish', 'wishes')] : []),
    ...(rows.length > 0 ? [attentionTally(rows)] : []),
    ...(breakers.length > 0 ? [`${breakers.length} failing too often`] : []),
    ...(conflicts.length > 0 ? [countWords(conflicts.length, 'conflict')] : []),
    ...(overlaps.length > 0 ? [countWords(overlaps.length, 'overlap')] : []),
    ...(merges.length > 0 ? [countWords(merges.length, 'merge')] : []),
    ...(uncommitted.length > 0 ? [`${uncommitted.length} not committed`] : []),
    ...(spent > 0 ? [countWords(spent, 'budget spent', 'budgets spent')] : []),
  ].join(', ');
  const trigger = (
    <button type="button" className={`ds-button at-button ${count > 0 ? 'at-some' : 'ds-plain'}`}>
      {count === 0 ? 'Nobody needs you' : words}
    </button>
  );
  const goTo = (id: string): void => {
    onOpenChange(false);
    onOpen(id);
  };
  const showMerges = (): void => {
    onOpenChange(false);
    onMerges();
  };
  return (
    <Popover open={open} onOpenChange={onOpenChange} trigger={trigger} label="What needs you">
      {count > 0 && <p className="at-head ds-quiet">{tally}</p>}
      <BudgetList items={budgets} onRaise={onBudgets} />
      <BreakerList breakers={breakers} />
      <WishList wishes={wishes} onOpen={goTo} />
      <ConflictList items={conflicts} onOpen={goTo} />
      <MergeTroubleList merges={merges} onShow={showMerges} onResolve={onResolve} />
      <OverlapList items={overlaps} onOpen={goTo} onShow={showMerges} />
      <UncommittedList items={uncommitted} onOpen={goTo} />
      {(rows.length > 0 || count + budgets.length === 0) && <AttentionList rows={rows} onOpen={goTo} />}
      <AllGranted />
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
