import type { KeptWork } from '@contract/kept-work.ts';
import { type JSX, useState } from 'react';
import { useReadOnly } from '../connection/host-info.ts';
import { useCommand } from '../connection/use-command.ts';
import { useFresh } from '../connection/use-fresh.ts';
import { useView } from '../connection/use-project.ts';
import { Button } from '../design/button.tsx';
import { ConfirmDialog, Dialog } from '../design/dialog.tsx';
import { Input } from '../design/field.tsx';
import { Empty, ErrorState, Skeleton } from '../design/plain-states.tsx';
import { countWords } from '../design/time-words.ts';
import { toastDone, toastError } from '../design/toaster.tsx';
import { VirtualList } from '../design/virtual-list.tsx';
import { KeptRow } from './kept-row.tsx';
import { isDue, matches } from './kept-rows.ts';
import './kept-work.css';

/** Pixels of a row of two lines; rows that need more are measured. */
const rowHeight = 52;

/** More than that one finds by words. */
const searchable = 8;

type KeptDialogProps = {
  /** Whose; null: everybody's, of all runs. */
  readonly id: string | null;
  onClose(): void;
};

type DropProps = { readonly kept: KeptWork; onClose(): void };

const DropDialog = ({ kept: { work }, onClose }: DropProps): JSX.Element => {
  const run = useCommand();
  const drop = async (): Promise<void> => {
    const [gone] = (await run('work.clean', { names: [`kept/${work}`] })) ?? [];
    if (gone === undefined) return;
    if (gone.gone) toastDone(`${work} is kept no longer`);
    else toastError({ code: 'wrong_state', message: `${work} stays: ${gone.reason}`, remedy: '' });
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Drop ${work}?`}
      description="Its days are over, and no branch has it: it is lost for good with this. Bring it back first if you want to look at it."
      action="Drop it"
      onConfirm={() => void drop()}
    />
  );
};

/** The work that is kept, to be brought back or dropped. Mounted while it is open. */
export const KeptDialog = ({ id, onClose }: KeptDialogProps): JSX.Element => {
  const readOnly = useReadOnly();
  const run = useCommand();
  const keepDays = useView((view) => view.settings.merging.keepDays);
  const [words, setWords] = useState('');
  const [busy, setBusy] = useState(false);
  const [dropping, setDropping] = useState<KeptWork | null>(null);
  const { value, error } = useFresh('work.kept', id === null ? {} : { id }, (event) =>
    event.kind.startsWith('work.'),
  );
  const now = Date.now();
  const shown = (value ?? []).filter((kept) => matches(kept, words));
  const due = (value ?? []).filter((kept) => isDue(kept, keepDays, now)).length;
  const bringBack = async ({ work }: KeptWork): Promise<void> => {
    setBusy(true);
    const back = await run('work.bringBack', { work });
    setBusy(false);
    if (back?.back != null) toastDone(`${work} is on ${back.back.branch}`);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={id === null ? 'Kept work' : `Kept work of ${id}`}
      wide
      description={`What was not committed when an instance ended, and branches as they stood before a merge or a clean-up. It stays for ${keepDays} days, and longer where no branch has it. Brought back it gets a worktree and a branch of its own.`}
      foot={<Button onClick={onClose}>Close</Button>}
    >
      {error !== null && <ErrorState error={error} />}
      {value === null && error === null && <Skeleton label="Kept work is on its way" rows={4} />}
      {value?.length === 0 && (
        <Empty title={id === null ? 'Nothing is kept' : `Nothing of ${id} is kept`}>
          What is committed is on its branch.
        </Empty>
      )}
      {value !== null && value.length > searchable && (
        <Input
          aria-label="Find kept work"
          placeholder="Instance, branch or reason"
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      )}
      {due > 0 && (
        <p className="ds-quiet">{countWords(due, 'entry is', 'entries are')} due: drop or bring back.</p>
      )}
      {value !== null && value.length > 0 && shown.length === 0 && <Empty title="None is called so" />}
      {shown.length > 0 && (
        <div className="kw-list">
          <VirtualList label="Kept work" items={shown} size={rowHeight} keyOf={({ work }) => work}>
            {(kept) => (
              <KeptRow
                {...{ kept, now, readOnly, busy }}
                due={isDue(kept, keepDays, now)}
                onBringBack={() => void bringBack(kept)}
                onDrop={() => setDropping(kept)}
              />
            )}
          </VirtualList>
        </div>
      )}
      {dropping !== null && <DropDialog kept={dropping} onClose={() => setDropping(null)} />}
    </Dialog>
  );
};
