import { sizeWords } from '@contract/size-words.ts';
import { type JSX, type KeyboardEvent, type ReactNode, useState } from 'react';
import { useReadOnly } from '../connection/host-info.ts';
import { useCommand } from '../connection/use-command.ts';
import { useView } from '../connection/use-project.ts';
import { Button } from '../design/button.tsx';
import { ConfirmDialog, Dialog } from '../design/dialog.tsx';
import { Input } from '../design/field.tsx';
import { Empty, ErrorState, Skeleton } from '../design/plain-states.tsx';
import { countWords } from '../design/time-words.ts';
import { toastDone } from '../design/toaster.tsx';
import { VirtualList } from '../design/virtual-list.tsx';
import { keepWords } from './keep-words.ts';
import { RunLineRow } from './run-row.tsx';
import { matches, type RunRow } from './run-rows.ts';
import { useRuns } from './use-runs.ts';
import './runs.css';

/** Pixels of a row of two lines; rows that need more are measured. */
const rowHeight = 53;

/** More than that one finds by words. */
const searchable = 8;

type RunsDialogProps = {
  onClose(): void;
  onReplay(run: number): void;
  /** Shows where the rule is set. */
  onSettings(): void;
  /** What else can be done with a run, as buttons before those that are here. */
  readonly actionsOf?: (row: RunRow) => ReactNode;
};

const RemoveDialog = ({ row, onClose }: { readonly row: RunRow; onClose(): void }): JSX.Element => {
  const run = useCommand();
  const remove = async (): Promise<void> => {
    const gone = await run('recordings.remove', { run: row.run });
    if (gone !== undefined) toastDone(`The recording of run ${row.run} is removed: ${sizeWords(gone.bytes)}`);
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Remove the recording of run ${row.run}?`}
      description={`What its terminals showed is gone for good with this, ${sizeWords(row.recording?.bytes ?? 0)}. Its events, and so its report, stay.`}
      action="Remove it"
      onConfirm={() => void remove()}
    />
  );
};

/** Arrows walk from run to run. */
const walk = (event: KeyboardEvent<HTMLElement>): void => {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0 || event.target instanceof HTMLInputElement) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-run]')].sort(
    (one, other) => Number(other.dataset.run) - Number(one.dataset.run),
  );
  const row = event.target instanceof HTMLElement ? event.target.closest('.rn-row') : null;
  const at = rows.findIndex((each) => row?.contains(each) === true);
  event.preventDefault();
  rows[at < 0 ? 0 : at + step]?.focus();
};

type RuleProps = { readonly rows: readonly RunRow[]; onSettings(): void };

const Rule = ({ rows, onSettings }: RuleProps): JSX.Element => {
  const recording = useView((view) => view.settings.recording);
  const lines = rows.flatMap((row) => row.recording ?? []);
  const bytes = lines.reduce((sum, line) => sum + line.bytes, 0);
  return (
    <p className="rn-rule ds-quiet">
      <span>
        {countWords(lines.length, 'recording')}, <span className="ds-figures">{sizeWords(bytes)}</span>.{' '}
        {keepWords(recording)}
      </span>
      <Button look="plain" onClick={onSettings}>
        Change…
      </Button>
    </p>
  );
};

/** All runs of the project, to be watched again, protected or removed. Mounted while it is open. */
export const RunsDialog = ({ onClose, onReplay, onSettings, actionsOf }: RunsDialogProps): JSX.Element => {
  const readOnly = useReadOnly();
  const run = useCommand();
  const { rows, error } = useRuns();
  const [words, setWords] = useState('');
  const [removing, setRemoving] = useState<RunRow | null>(null);
  const now = Date.now();
  const shown = (rows ?? []).filter((row) => matches(row, words));
  const protect = (row: RunRow, on: boolean): void =>
    void run(on ? 'recordings.protect' : 'recordings.unprotect', { run: row.run });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Runs"
      wide
      foot={<Button onClick={onClose}>Close</Button>}
    >
      {error !== null && <ErrorState error={error} />}
      {rows === null && error === null && <Skeleton label="The runs are on their way" rows={5} />}
      {rows?.length === 0 && (
        <Empty title="No run yet">A run begins with the first instance, and is recorded from then on.</Empty>
      )}
      {rows !== null && rows.length > 0 && <Rule rows={rows} onSettings={onSettings} />}
      {rows !== null && rows.length > searchable && (
        <Input
          aria-label="Find a run"
          placeholder="Number, title or outcome"
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      )}
      {rows !== null && rows.length > 0 && shown.length === 0 && <Empty title="None is called so" />}
      {shown.length > 0 && (
        // biome-ignore lint/a11y/noStaticElementInteractions: keys of the buttons within bubble to it
        <div className="rn-list" onKeyDown={walk}>
          <VirtualList label="Runs" items={shown} size={rowHeight} keyOf={(row) => String(row.run)}>
            {(row) => (
              <RunLineRow
                {...{ row, now, readOnly }}
                actions={actionsOf?.(row)}
                onReplay={() => {
                  onClose();
                  onReplay(row.run);
                }}
                onProtect={(on) => protect(row, on)}
                onRemove={() => setRemoving(row)}
              />
            )}
          </VirtualList>
        </div>
      )}
      {removing !== null && <RemoveDialog row={removing} onClose={() => setRemoving(null)} />}
    </Dialog>
  );
};
