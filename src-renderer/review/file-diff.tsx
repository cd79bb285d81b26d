import type { FileVersion, FileVersions } from '@contract/review.ts';
import { type JSX, lazy, Suspense } from 'react';
import { Empty, Skeleton } from '../design/plain-states.tsx';
import type { PickedLine } from './code-diff.tsx';
import type { FileReview } from './use-file-review.ts';

/** The editor and its grammars are read when they are needed first. */
const CodeDiff = lazy(async () => ({ default: (await import('./code-diff.tsx')).CodeDiff }));

const kib = (bytes: number): string => `${Math.ceil(bytes / 1024).toLocaleString('en')} KiB`;

const sizeWords = (version: FileVersion): string => {
  switch (version.kind) {
    case 'absent':
      return 'not there';
    case 'text':
      return `${version.text.length.toLocaleString('en')} characters`;
    case 'binary':
    case 'large':
      return kib(version.bytes);
    case 'link':
      return `a link to ${version.target}`;
    case 'submodule':
      return `the submodule’s commit ${version.commit.slice(0, 10)}`;
    default:
      return version satisfies never;
  }
};

const titleOf = ({ before, after }: FileVersions): string | null => {
  const kinds = [before.kind, after.kind];
  if (kinds.includes('large')) return 'Too large to be shown here';
  if (kinds.includes('binary')) return 'No text';
  if (kinds.includes('submodule')) return 'A submodule';
  return kinds.includes('link') ? 'A link' : null;
};

const textOf = (version: FileVersion): string => (version.kind === 'text' ? version.text : '');

/** What a file differs in without its text. */
const sameWords = ({ before, after }: FileVersions): string => {
  if (before.kind !== 'text' || after.kind !== 'text') return 'It is an empty file.';
  if (before.mode !== after.mode) return `Its mode went from ${before.mode} to ${after.mode}.`;
  return before.text === after.text
    ? 'Only its name has changed.'
    : 'Only the ends of its lines have changed.';
};

type FileDiffProps = {
  readonly file: FileVersions;
  readonly review: FileReview;
  readonly split: boolean;
  readonly readOnly: boolean;
  readonly picked: PickedLine | null;
  onPick(picked: PickedLine): void;
};

/** One file of the work: its difference, or words where there is none to be shown. */
export const FileDiff = ({ file, review, split, readOnly, picked, onPick }: FileDiffProps): JSX.Element => {
  const title = titleOf(file);
  if (title !== null)
    return (
      <Empty title={title}>
        Before: {sizeWords(file.before)}. Now: {sizeWords(file.after)}.
      </Empty>
    );
  if (review.hunks.length === 0) return <Empty title="No line differs">{sameWords(file)}</Empty>;
  return (
    <Suspense fallback={<Skeleton label="The difference is on its way" rows={12} />}>
      <CodeDiff
        path={file.path}
        before={textOf(file.before)}
        after={textOf(file.after)}
        hunks={review.hunks}
        current={review.current}
        comments={review.comments}
        onVerdict={review.judge}
        {...{ split, readOnly, picked, onPick }}
      />
    </Suspense>
  );
};
