import type { BranchStand } from '@contract/branches.ts';
import type { Merge } from '@contract/merges.ts';
import { Check, Columns2, GitMerge, Rows2, SquarePen, Upload, X } from 'lucide-react';
import { type JSX, useState } from 'react';
import { useView } from '../connection/use-project.ts';
import { Button, IconButton } from '../design/button.tsx';
import { Popover } from '../design/popover.tsx';

const Commits = ({ stand }: { readonly stand: BranchStand }): JSX.Element => {
  const [open, setOpen] = useState(false);
  const { commits, ahead } = stand;
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label="Commits"
      trigger={
        <Button look="plain">
          {ahead} {ahead === 1 ? 'commit' : 'commits'}
        </Button>
      }
    >
      <ul className="rv-commits">
        {commits.map(({ hash, subject, author }) => (
          <li key={hash}>
            <span className="ds-figures ds-quiet">{hash.slice(0, 9)}</span>
            <span className="rv-subject">{subject}</span>
            <span className="ds-quiet">{author}</span>
          </li>
        ))}
        {ahead > commits.length && <li className="ds-quiet">and {ahead - commits.length} more</li>}
      </ul>
    </Popover>
  );
};

/** How its last merge stands, with the check's result. */
const LastMerge = ({ merge }: { readonly merge: Merge | undefined }): JSX.Element | null => {
  if (merge === undefined) return null;
  const { check, state, id, reason } = merge;
  return (
    <span className="rv-merge" title={check === null ? reason : check.output}>
      <span className="ds-figures">{id}</span> {state}
      {check !== null && (
        <span className={check.outcome === 'passed' ? 'rv-good' : 'rv-bad'}>
          {check.outcome === 'passed' ? (
            <Check size={12} aria-hidden="true" />
          ) : (
            <X size={12} aria-hidden="true" />
          )}
          {check.command}: {check.outcome}
        </span>
      )}
    </span>
  );
};

type ReviewBarProps = {
  readonly stand: BranchStand;
  readonly split: boolean;
  readonly readOnly: boolean;
  /** Whether a file is opened in an editor; otherwise its path is copied. */
  readonly opens: boolean;
  /** Null: there is no room for two. */
  readonly onSplit: (() => void) | null;
  onOpen(): void;
  onMerge(): void;
  onPublish(): void;
};

/** Whose work it is, how much, how it stands, and what one may do with all of it. */
export const ReviewBar = ({
  stand,
  split,
  readOnly,
  opens,
  onOpen,
  onSplit,
  onMerge,
  onPublish,
}: ReviewBarProps): JSX.Element => {
  const { id, base, count, insertions, deletions, uncommitted, behind } = stand;
  const merge = useView((view) => view.merges.findLast((one) => one.of === id));
  return (
    <header className="rv-bar">
      <span className="rv-whose ds-figures">{id}</span>
      <span className="ds-quiet rv-into" title={`${stand.branch} into ${base}`}>
        into <span className="ds-figures">{base}</span>
      </span>
      <span className="ds-figures rv-sum">
        {count} {count === 1 ? 'file' : 'files'} <span className="rv-good">+{insertions}</span>{' '}
        <span className="rv-bad">−{deletions}</span>
      </span>
      <Commits stand={stand} />
      {behind > 0 && <span className="ds-quiet">{behind} behind</span>}
      {uncommitted !== null && uncommitted > 0 && (
        <span className="rv-alert">{uncommitted} not committed, so not shown</span>
      )}
      <LastMerge merge={merge} />
      <span className="rv-space" />
      <IconButton
        label={opens ? 'Open in your editor' : 'Copy the file’s path and line'}
        shortcut="Shift E"
        onClick={onOpen}
      >
        <SquarePen size={16} />
      </IconButton>
      {onSplit !== null && (
        <IconButton label={split ? 'Show in one' : 'Show side by side'} shortcut="s" onClick={onSplit}>
          {split ? <Rows2 size={16} /> : <Columns2 size={16} />}
        </IconButton>
      )}
      {!readOnly && (
        <IconButton label="Publish…" shortcut="Shift P" onClick={onPublish}>
          <Upload size={16} />
        </IconButton>
      )}
      {!readOnly && (
        <Button look="main" onClick={onMerge}>
          <GitMerge size={14} aria-hidden="true" /> Approve and merge
        </Button>
      )}
    </header>
  );
};
