import type { MergeId } from '@contract/merges.ts';
import { Check, CircleDashed } from 'lucide-react';
import { type JSX, type KeyboardEvent, useRef, useState } from 'react';
import { useReadOnly } from '../connection/host-info.ts';
import { useView } from '../connection/use-project.ts';
import { Button } from '../design/button.tsx';
import { ConfirmDialog, Dialog } from '../design/dialog.tsx';
import { ErrorState, Skeleton } from '../design/plain-states.tsx';
import { countWords } from '../design/time-words.ts';
import { toastDone } from '../design/toaster.tsx';
import { goAlong } from './go-along.ts';
import { HandBack } from './hand-back.tsx';
import { leftIn } from './resolve-draft.ts';
import { ResolveFile } from './resolve-file.tsx';
import { ResolveIntents } from './resolve-intents.tsx';
import { type Resolving, useResolving } from './use-resolving.ts';
import './resolve.css';

type FilesProps = {
  readonly resolving: Resolving;
  readonly shown: string | null;
  onShow(path: string): void;
};

const Files = ({ resolving, shown, onShow }: FilesProps): JSX.Element => (
  <ul className="mr-files" aria-label="Files that conflict">
    {(resolving.conflict?.files ?? []).map((file) => {
      const left = leftIn(file, resolving.draftOf(file));
      return (
        <li key={file.path}>
          <button
            type="button"
            className="mr-file-name ds-figures"
            aria-current={file.path === shown}
            onClick={() => onShow(file.path)}
          >
            {left === 0 ? (
              <Check size={14} aria-label="resolved" color="var(--green)" />
            ) : (
              <CircleDashed size={14} aria-label="open" color="var(--amber)" />
            )}
            <span>{file.path}</span>
            {left > 0 && <span className="ds-quiet">{left}</span>}
          </button>
        </li>
      );
    })}
  </ul>
);

const Body = ({
  resolving,
  shown,
  onShow,
  theirs,
}: FilesProps & { readonly theirs: string }): JSX.Element | null => {
  const readOnly = useReadOnly();
  const { conflict } = resolving;
  if (conflict === null)
    return resolving.error === null ? <Skeleton label="The conflict is being opened" rows={8} /> : null;
  const file = conflict.files.find(({ path }) => path === shown) ?? conflict.files[0];
  const names = { ours: conflict.merge.target, theirs };
  return (
    <>
      <ResolveIntents intents={conflict.intents} names={names} />
      <div className="mr-body">
        <Files resolving={resolving} shown={file?.path ?? null} onShow={onShow} />
        {file !== undefined && (
          <ResolveFile
            key={file.path}
            file={file}
            draft={resolving.draftOf(file)}
            names={names}
            readOnly={readOnly}
            onDraft={(draft) => resolving.setDraft(file.path, draft)}
          />
        )}
      </div>
    </>
  );
};

/** The file after (or before) the one that is shown that has something left, round the end. */
const nextFile = ({ conflict, draftOf }: Resolving, shown: string | null, step: 1 | -1): string | null => {
  const files = conflict?.files ?? [];
  const at = Math.max(
    0,
    files.findIndex(({ path }) => path === shown),
  );
  for (let n = 1; n < files.length; n += 1) {
    const file = files[(at + step * n + files.length * n) % files.length];
    if (file !== undefined && leftIn(file, draftOf(file)) > 0) return file.path;
  }
  return null;
};

/** The conflict of a merge, three-way: ours, the result, theirs; saved bit by bit, and finished when nothing is left. */
export const ResolveDialog = ({ id, onClose }: { readonly id: MergeId; onClose(): void }): JSX.Element => {
  const resolving = useResolving(id);
  const merge = useView((view) => view.merges.find((one) => one.id === id));
  const readOnly = useReadOnly();
  const [path, setPath] = useState<string | null>(null);
  const [leaving, setLeaving] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const { conflict, left, unsaved, busy, error } = resolving;
  const shown = path ?? conflict?.files[0]?.path ?? null;
  const theirs = merge?.of ?? merge?.source ?? 'the branch';
  const close = (): void => (unsaved ? setLeaving(true) : onClose());
  const finish = async (): Promise<void> => {
    if (!(await resolving.save(true))) return;
    toastDone(`${id} goes on in its queue`);
    onClose();
  };
  const save = async (): Promise<void> => {
    if (await resolving.save(false)) toastDone('Saved');
  };
  const go = (step: 1 | -1): void => {
    const here = conflict?.files.find((file) => file.path === shown);
    const isDone = here === undefined || leftIn(here, resolving.draftOf(here)) === 0;
    const other = isDone ? nextFile(resolving, shown, step) : null;
    if (other !== null) setPath(other);
    // Another file is there once this is drawn.
    requestAnimationFrame(() => body.current !== null && goAlong(body.current, step));
  };
  const byKey = (event: KeyboardEvent): void => {
    const mod = event.ctrlKey || event.metaKey;
    if (event.key === 'F8') go(event.shiftKey ? -1 : 1);
    else if (!readOnly && mod && event.key === 's') void save();
    else if (!readOnly && mod && event.key === 'Enter' && left === 0 && !busy) void finish();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && close()}
      title={`Resolve ${id}`}
      description={`${theirs} into ${merge?.target ?? ''}: both changed the same places.`}
      className="mr-dialog"
      onKeyDown={byKey}
      foot={
        <>
          <span className="mr-left ds-quiet" role="status">
            {conflict === null
              ? ''
              : left === 0
                ? 'Nothing is left.'
                : `${countWords(left, 'conflict')} left.`}
            {unsaved && ' Not saved.'}
          </span>
          <Button look="plain" onClick={() => go(-1)} title="Shift F8">
            Previous
          </Button>
          <Button look="plain" onClick={() => go(1)} title="F8">
            Next
          </Button>
          {!readOnly && (
            <>
              <HandBack merge={merge} onDone={onClose} />
              <Button disabled={!unsaved || busy} title="Ctrl S" onClick={() => void save()}>
                Save
              </Button>
              <Button
                look="main"
                disabled={conflict === null || left > 0 || busy}
                title="Ctrl Enter"
                onClick={() => void finish()}
              >
                Save and finish
              </Button>
            </>
          )}
        </>
      }
    >
      <div className="mr" ref={body}>
        {error !== null && (
          <ErrorState
            error={error}
            action={<Button onClick={() => void resolving.load()}>Look again</Button>}
          />
        )}
        <Body resolving={resolving} shown={shown} onShow={setPath} theirs={theirs} />
      </div>
      <ConfirmDialog
        open={leaving}
        onOpenChange={setLeaving}
        title="Leave without saving?"
        description="What you said of this conflict since it was last saved is lost."
        action="Leave"
        onConfirm={onClose}
      />
    </Dialog>
  );
};
