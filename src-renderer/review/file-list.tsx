import type { BranchStand, FileChange } from '@contract/branches.ts';
import { type Review, verdictAt } from '@contract/review.ts';
import { Check, MessageSquare, X } from 'lucide-react';
import type { JSX } from 'react';
import { VirtualList } from '../design/virtual-list.tsx';

/** Pixels of a row. */
const rowHeight = 28;

const kindLetters: Record<FileChange['kind'], string> = {
  created: 'A',
  changed: 'M',
  deleted: 'D',
  renamed: 'R',
  copied: 'C',
  type: 'T',
};

type FileListProps = {
  readonly stand: BranchStand;
  readonly review: Review | null;
  readonly path: string;
  onOpen(path: string): void;
};

const Marks = ({ stand, review, path }: Omit<FileListProps, 'onOpen'>): JSX.Element | null => {
  if (review === null) return null;
  const verdict = verdictAt(review.marks, { path, hunk: null }, stand.tip);
  const returned = review.marks.some(
    (mark) => mark.path === path && mark.hunk !== null && mark.verdict === 'returned',
  );
  const said = review.comments.filter((comment) => comment.path === path).length;
  return (
    <>
      {said > 0 && (
        <span className="rv-said ds-figures">
          <MessageSquare size={12} role="img" aria-label="Comments" /> {said}
        </span>
      )}
      {verdict === 'accepted' && !returned && (
        <Check size={14} role="img" aria-label="Accepted" className="rv-good" />
      )}
      {(verdict === 'returned' || returned) && (
        <X size={14} role="img" aria-label="Sent back" className="rv-bad" />
      )}
    </>
  );
};

/** The files of the work, with their counts. */
export const FileList = ({ stand, review, path, onOpen }: FileListProps): JSX.Element => (
  <nav className="rv-files" aria-label="Changed files">
    <VirtualList label="Files" items={stand.files} size={rowHeight} keyOf={(file) => file.path}>
      {(file) => (
        <button
          type="button"
          className="rv-file"
          aria-current={file.path === path}
          data-path={file.path}
          title={file.oldPath === null ? file.path : `${file.oldPath} → ${file.path}`}
          onClick={() => onOpen(file.path)}
        >
          <span className="rv-kind ds-figures" title={file.kind}>
            {kindLetters[file.kind]}
          </span>
          {/* The end of a path tells files apart: it is what stays in sight. */}
          <span className="rv-path">
            <bdi>{file.path}</bdi>
          </span>
          <Marks stand={stand} review={review} path={file.path} />
          <span className="rv-counts ds-figures">
            {file.binary ? (
              'binary'
            ) : (
              <>
                <span className="rv-good">+{file.insertions}</span>{' '}
                <span className="rv-bad">−{file.deletions}</span>
              </>
            )}
          </span>
        </button>
      )}
    </VirtualList>
    {stand.count > stand.files.length && (
      <p className="rv-more ds-quiet">
        {stand.count - stand.files.length} more files are not listed: tutti diff {stand.id}
      </p>
    )}
  </nav>
);
