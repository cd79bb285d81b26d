import type { BranchStand } from '@contract/branches.ts';
import type { TuttiEvent } from '@contract/events.ts';
import type { Review } from '@contract/review.ts';
import { type JSX, useState } from 'react';
import { useReadOnly } from '../connection/host-info.ts';
import { useFresh } from '../connection/use-fresh.ts';
import { useOpenFile } from '../connection/use-open-file.ts';
import { Empty, ErrorState, Skeleton } from '../design/plain-states.tsx';
import { countWords } from '../design/time-words.ts';
import { CommentBox } from './comment-box.tsx';
import { FileDiff } from './file-diff.tsx';
import { FileList } from './file-list.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { ReviewBar } from './review-bar.tsx';
import { useSplit } from './split-choice.ts';
import { useFileActs } from './use-file-acts.ts';
import { useReviewKeys } from './use-review-keys.ts';

/** A branch stands otherwise after a commit in any worktree (the base may be one), and after a merge. */
const movesBranches = ({ kind }: TuttiEvent): boolean =>
  kind === 'instance.committed' ||
  kind === 'instance.checkedOut' ||
  kind === 'instance.changedFiles' ||
  kind === 'branch.stood' ||
  kind === 'merge.merged' ||
  kind === 'merge.undone';

/** An instance's work, read and kept up. */
type WorkReviewProps = { readonly id: string; onPublish(): void };

export const WorkReview = ({ id, onPublish }: WorkReviewProps): JSX.Element => {
  const stand = useFresh('branches.get', { id }, movesBranches);
  const review = useFresh('review.get', { id }, (event) => event.kind.startsWith('review.'));
  const error = stand.error ?? review.error;
  if (error !== null)
    return (
      <div className="rv-trouble">
        <ErrorState error={error} />
      </div>
    );
  if (stand.value === null) return <Skeleton label={`The work of ${id} is on its way`} rows={10} />;
  const { files, uncommitted, base } = stand.value;
  if (files.length === 0)
    return (
      <Empty title={`${id} has committed nothing that ${base} has not`}>
        {uncommitted !== null && uncommitted > 0
          ? `${countWords(uncommitted, 'file in its worktree is', 'files in its worktree are')} not committed yet.`
          : 'What it commits is shown here, file by file.'}
      </Empty>
    );
  return <Files stand={stand.value} review={review.value} onPublish={onPublish} />;
};

type FilesProps = { readonly stand: BranchStand; readonly review: Review | null; onPublish(): void };

const Files = ({ stand, review, onPublish }: FilesProps): JSX.Element => {
  const [wanted, setWanted] = useState<string | null>(null);
  const [split, toggleSplit] = useSplit();
  const [merging, setMerging] = useState(false);
  const readOnly = useReadOnly();
  const editor = useOpenFile();
  const { files } = stand;
  // One that is no longer among them gives way to the first.
  const at = Math.max(
    files.findIndex(({ path }) => path === wanted),
    0,
  );
  const open = files[at];
  const path = open?.path ?? '';
  const place = { id: stand.id, path, oldPath: open?.oldPath ?? null, from: stand.mergeBase };
  const file = useFresh('review.file', { ...place, to: stand.tip }, () => false);
  const acts = useFileActs({ ...place, tip: stand.tip }, file.value, review);
  const { plan, picked, reviewed } = acts;
  const openFile = (next: string): void => {
    setWanted(next);
    acts.leave();
  };
  const step = (by: 1 | -1): void => {
    const next = files[at + by];
    if (next !== undefined) openFile(next.path);
  };
  const openInEditor = (): void => {
    const hunk = reviewed.current === null ? undefined : reviewed.hunks[reviewed.current];
    const line = picked?.side === 'after' ? picked.line : hunk?.lineB;
    void editor.open({ id: stand.id, cwd: stand.worktree, path, ...(line === undefined ? {} : { line }) });
  };
  useReviewKeys({
    j: () => void (reviewed.step(1) || step(1)),
    'Shift J': () => void (reviewed.step(-1) || step(-1)),
    f: () => step(1),
    'Shift F': () => step(-1),
    s: () => toggleSplit?.(),
    'Shift E': openInEditor,
    ...(readOnly ? {} : { ...acts.keys, 'Shift M': () => setMerging(true), 'Shift P': onPublish }),
  });
  return (
    <div className="rv">
      <ReviewBar
        {...{ stand, split, readOnly }}
        opens={editor.opens}
        onOpen={openInEditor}
        onSplit={toggleSplit}
        onMerge={() => setMerging(true)}
        onPublish={onPublish}
      />
      <FileList {...{ stand, review, path }} onOpen={openFile} />
      <section className="rv-open" aria-label={`Changes of ${path}`}>
        {file.error !== null ? (
          <ErrorState error={file.error} />
        ) : file.value === null ? (
          <Skeleton label={`${path} is on its way`} rows={12} />
        ) : (
          <FileDiff file={file.value} review={reviewed} {...{ split, readOnly, picked }} onPick={acts.pick} />
        )}
        {plan !== null && <CommentBox key={JSON.stringify(plan)} plan={plan} onClose={acts.drop} />}
      </section>
      {merging && <MergeDialog stand={stand} onClose={() => setMerging(false)} />}
    </div>
  );
};
