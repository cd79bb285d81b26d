import { EditorView } from '@codemirror/view';
import type { ReviewComment, ReviewVerdict } from '@contract/review.ts';
import { type JSX, useEffect, useRef } from 'react';
import { type MarkedHunk, type Marks, setMarks } from './hunk-marks.ts';
import { openDiff, type ShownDiff } from './open-diff.ts';

export interface PickedLine {
  readonly side: 'before' | 'after';
  readonly line: number;
}

type CodeDiffProps = {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly split: boolean;
  readonly hunks: readonly MarkedHunk[];
  /** The hunk that keys act on, and that is brought into sight. */
  readonly current: number | null;
  readonly picked: PickedLine | null;
  readonly comments: readonly ReviewComment[];
  readonly readOnly: boolean;
  onPick(picked: PickedLine): void;
  onVerdict(hunk: number, verdict: ReviewVerdict): void;
};

const lineOf = (side: Marks['side'], picked: PickedLine | null): number | null =>
  picked?.side === side ? picked.line : null;

/** Brings a hunk into sight, a third of the way down. */
const show = (view: EditorView, hunk: MarkedHunk): void => {
  const { doc } = view.state;
  const { from } = doc.line(Math.min(hunk.lineB, doc.lines));
  view.dispatch({ effects: EditorView.scrollIntoView(from, { y: 'start', yMargin: 80 }) });
};

/** Two versions of a text, drawn by the editor: only the lines in sight are there. */
export const CodeDiff = (props: CodeDiffProps): JSX.Element => {
  const { path, before, after, split, hunks, current, picked, comments, readOnly } = props;
  const host = useRef<HTMLDivElement>(null);
  const shown = useRef<ShownDiff | null>(null);
  const latest = useRef(props);
  const onVerdict = useRef((hunk: number, verdict: ReviewVerdict) => latest.current.onVerdict(hunk, verdict));
  useEffect(() => {
    latest.current = props;
  });
  useEffect(() => {
    if (host.current === null) return;
    const opened = openDiff({
      ...{ parent: host.current, path, before, after, split },
      onLine: (side, line) => latest.current.onPick({ side, line }),
    });
    shown.current = opened;
    return () => {
      shown.current = null;
      opened.close();
    };
  }, [path, before, after, split]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another drawing (its texts, or split) needs its marks anew
  useEffect(() => {
    const views = shown.current;
    if (views === null) return;
    const marks = { split, hunks, current, comments, readOnly, onVerdict: onVerdict.current };
    const of = (side: Marks['side']): Marks => ({ ...marks, side, picked: lineOf(side, picked) });
    views.after.dispatch({ effects: setMarks.of(of('after')) });
    views.before?.dispatch({ effects: setMarks.of(of('before')) });
  }, [path, before, after, split, hunks, current, picked, comments, readOnly]);
  const wanted = current === null ? undefined : hunks[current];
  const key = wanted?.key;
  // biome-ignore lint/correctness/useExhaustiveDependencies: where the person has gone, not what is said of it
  useEffect(() => {
    if (shown.current !== null && wanted !== undefined) show(shown.current.after, wanted);
  }, [path, before, after, split, key]);
  return <div ref={host} className="rv-code" data-split={split} />;
};
