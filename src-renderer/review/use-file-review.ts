import {
  type FileVersions,
  type Review,
  type ReviewComment,
  type ReviewVerdict,
  verdictAt,
} from '@contract/review.ts';
import { useMemo, useState } from 'react';
import type { MarkedHunk } from './hunk-marks.ts';
import { type Hunk, hunksOf } from './hunks.ts';

export interface FileReview {
  readonly hunks: readonly MarkedHunk[];
  /** The hunk that keys act on; null where there is none. */
  readonly current: number | null;
  readonly comments: readonly ReviewComment[];
  /** To the next hunk (1) or the one before (-1); false: there is none. */
  step(by: 1 | -1): boolean;
  go(hunk: number): void;
  judge(hunk: number, verdict: ReviewVerdict): void;
}

const none: readonly Hunk[] = [];

const hunksIn = (file: FileVersions | null): readonly Hunk[] => {
  if (file === null) return none;
  const { before, after } = file;
  const shown = [before, after].every(({ kind }) => kind === 'text' || kind === 'absent');
  if (!shown) return none;
  return hunksOf(before.kind === 'text' ? before.text : '', after.kind === 'text' ? after.text : '');
};

/** The open file's hunks with what was said of them. */
export const useFileReview = (
  file: FileVersions | null,
  review: Review | null,
  judge: (hunk: MarkedHunk, verdict: ReviewVerdict) => void,
): FileReview => {
  const raw = useMemo(() => hunksIn(file), [file]);
  const marks = review?.marks;
  const hunks = useMemo(
    () =>
      raw.map((hunk) => ({
        ...hunk,
        verdict:
          file === null || marks === undefined
            ? null
            : verdictAt(marks, { path: file.path, hunk: hunk.key }, file.to),
      })),
    [raw, marks, file],
  );
  const path = file?.path;
  const comments = useMemo(
    () => (review?.comments ?? []).filter((comment) => comment.path === path),
    [review, path],
  );
  const [at, setAt] = useState<{ readonly of: readonly Hunk[]; readonly hunk: number }>({
    of: none,
    hunk: 0,
  });
  const current = hunks.length === 0 ? null : at.of === raw ? at.hunk : 0;
  const go = (hunk: number): void => setAt({ of: raw, hunk });
  return {
    hunks,
    current,
    comments,
    go,
    step: (by) => {
      const next = (current ?? 0) + by;
      if (next < 0 || next >= hunks.length) return false;
      go(next);
      return true;
    },
    judge: (at, verdict) => {
      const hunk = hunks[at];
      if (hunk === undefined) return;
      go(at);
      judge(hunk, verdict);
    },
  };
};
