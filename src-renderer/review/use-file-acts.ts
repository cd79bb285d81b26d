import type { FileVersions, Review, ReviewVerdict } from '@contract/review.ts';
import { useState } from 'react';
import { useReadOnly } from '../connection/host-info.ts';
import { useCommand } from '../connection/use-command.ts';
import type { PickedLine } from './code-diff.tsx';
import type { CommentPlan } from './comment-box.tsx';
import type { MarkedHunk } from './hunk-marks.ts';
import { hunkAt } from './hunks.ts';
import { type FileReview, useFileReview } from './use-file-review.ts';
import type { ReviewKeys } from './use-review-keys.ts';

/** The open file, in the commits that are looked at. */
type OpenFile = Required<Pick<CommentPlan, 'id' | 'path' | 'oldPath' | 'from' | 'tip'>>;

export interface FileActs {
  readonly reviewed: FileReview;
  readonly picked: PickedLine | null;
  /** The comment that is being written. */
  readonly plan: CommentPlan | null;
  readonly keys: ReviewKeys;
  pick(line: PickedLine): void;
  drop(): void;
  /** Another file is opened: nothing of this one is meant any more. */
  leave(): void;
}

/** A comment on a hunk is about its lines as they are now, or, where it only took some out, as they were. */
const planFor = (file: OpenFile, { key, lineA, linesA, lineB, linesB }: MarkedHunk): CommentPlan =>
  linesB > 0
    ? { ...file, hunk: key, side: 'after', line: lineB, lines: linesB }
    : { ...file, hunk: key, side: 'before', line: lineA, lines: linesA };

const planAt = (file: OpenFile, picked: PickedLine, hunks: readonly MarkedHunk[]): CommentPlan => {
  const at = hunkAt(hunks, picked.side, picked.line);
  const hunk = at === null ? undefined : hunks[at]?.key;
  return { ...file, ...picked, ...(hunk === undefined ? {} : { hunk }) };
};

/** What the person does with the open file. */
export const useFileActs = (
  file: OpenFile,
  versions: FileVersions | null,
  review: Review | null,
): FileActs => {
  const [picked, setPicked] = useState<PickedLine | null>(null);
  const [plan, setPlan] = useState<CommentPlan | null>(null);
  const readOnly = useReadOnly();
  const run = useCommand();
  const { id, path, tip } = file;
  const mark = (hunk: string | null, verdict: ReviewVerdict | null): void =>
    void run('review.mark', { id, tip, marks: [{ path, hunk, verdict }] });
  // The same verdict once more takes it back.
  const judge = (hunk: MarkedHunk, verdict: ReviewVerdict): void => {
    if (readOnly) return;
    if (hunk.verdict === verdict) mark(hunk.key, null);
    else if (verdict === 'accepted') mark(hunk.key, verdict);
    else setPlan({ ...planFor(file, hunk), sendBack: true });
  };
  const reviewed = useFileReview(versions, review, judge);
  const { hunks, current } = reviewed;
  const here = current === null ? undefined : hunks[current];
  const judgeHere = (verdict: ReviewVerdict): void => {
    if (current !== null) reviewed.judge(current, verdict);
    else if (verdict === 'accepted') mark(null, verdict);
    else setPlan({ ...file, sendBack: true });
  };
  const remark = (): void => {
    if (picked !== null) setPlan(planAt(file, picked, hunks));
    else setPlan(here === undefined ? file : planFor(file, here));
  };
  return {
    ...{ reviewed, picked, plan },
    keys: {
      r: remark,
      y: () => judgeHere('accepted'),
      x: () => judgeHere('returned'),
      'Shift Y': () => mark(null, 'accepted'),
    },
    pick: (line) => {
      setPicked(line);
      const hunk = hunkAt(hunks, line.side, line.line);
      if (hunk !== null) reviewed.go(hunk);
    },
    drop: () => setPlan(null),
    leave: () => {
      setPicked(null);
      setPlan(null);
    },
  };
};
