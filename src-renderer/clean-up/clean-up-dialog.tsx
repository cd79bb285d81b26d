import type { Cleanable } from '@contract/clean-up.ts';
import { type JSX, useState } from 'react';
import { useReadOnly } from '../connection/host-info.ts';
import { Button } from '../design/button.tsx';
import { ConfirmDialog, Dialog } from '../design/dialog.tsx';
import { Empty, ErrorState } from '../design/plain-states.tsx';
import { countWords } from '../design/time-words.ts';
import { PlaceRow, StayingRow } from './place-rows.tsx';
import { useCleanable } from './use-cleanable.ts';
import './clean-up.css';

const mayGo = ({ removable, savable }: Cleanable): boolean => removable || savable;

/** Chosen unless the person says otherwise: those whose commits a branch or a ref has anyway. */
const isUsual = ({ removable, kept }: Cleanable): boolean => removable && kept === null;

const consequences = (chosen: readonly Cleanable[]): string => {
  const kept = chosen.filter((one) => one.kept !== null).length;
  const saved = chosen.filter(({ savable }) => savable).length;
  return [
    'Folders go with the files in them that git ignores. Each is looked at once more first, and nothing is forced.',
    ...(saved > 0 ? [`The commits of ${saved} that no other branch has are kept first.`] : []),
    ...(kept > 0 ? [`Kept work that no branch has is lost for good (${kept}).`] : []),
  ].join(' ');
};

type ListsProps = {
  readonly found: readonly Cleanable[];
  readonly readOnly: boolean;
  isChosen(one: Cleanable): boolean;
  onChoose(name: string, wanted: boolean): void;
};

const Lists = ({ found, readOnly, isChosen, onChoose }: ListsProps): JSX.Element => {
  const going = found.filter(mayGo);
  const staying = found.filter((one) => !mayGo(one));
  return (
    <>
      {going.length > 0 && (
        <ul className="cu-list" aria-label="May go">
          {going.map((one) => (
            <PlaceRow
              key={one.name}
              place={one}
              checked={isChosen(one)}
              disabled={readOnly}
              onChange={(wanted) => onChoose(one.name, wanted)}
            />
          ))}
        </ul>
      )}
      {staying.length > 0 && (
        <details className="cu-staying" open={going.length === 0}>
          <summary>{countWords(staying.length, 'other')} can’t go now</summary>
          <ul className="cu-list" aria-label="Can’t go now">
            {staying.map(({ name, reason }) => (
              <StayingRow key={name} name={name} reason={reason} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
};

/** Worktrees and branches that Tutti has made, with why each may go or stays. Mounted while it is open. */
export const CleanUpDialog = ({ onClose }: { onClose(): void }): JSX.Element => {
  const readOnly = useReadOnly();
  const { found, error, stayed, working, again, clean } = useCleanable();
  /** What the person has chosen otherwise than usual. */
  const [choices, setChoices] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [asking, setAsking] = useState(false);
  const isChosen = (one: Cleanable): boolean => choices.get(one.name) ?? isUsual(one);
  const chosen = (found ?? []).filter((one) => mayGo(one) && isChosen(one));
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Clean up"
      wide
      description="Worktrees and branches that Tutti has made. What is not committed, in use, or in no other branch stays."
      foot={
        <>
          <Button onClick={onClose}>Close</Button>
          {!readOnly && (
            <Button look="main" disabled={chosen.length === 0 || working} onClick={() => setAsking(true)}>
              {working ? 'Cleaning up…' : chosen.length === 0 ? 'Clean up…' : `Clean up ${chosen.length}…`}
            </Button>
          )}
        </>
      }
    >
      {error !== null && <ErrorState error={error} action={<Button onClick={again}>Try again</Button>} />}
      {stayed.length > 0 && (
        <ul className="cu-list cu-stayed" role="alert" aria-label="Stayed">
          {stayed.map(({ name, reason }) => (
            <StayingRow key={name} name={name} reason={`stayed: ${reason}`} />
          ))}
        </ul>
      )}
      {found === null && error === null && <p className="ds-quiet">Looking at them…</p>}
      {found?.length === 0 && <Empty title="Nothing to clean up" />}
      {found !== null && (
        <Lists
          found={found}
          readOnly={readOnly || working}
          isChosen={isChosen}
          onChoose={(name, wanted) => setChoices(new Map(choices).set(name, wanted))}
        />
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Take away ${countWords(chosen.length, 'entry', 'entries')}?`}
        description={consequences(chosen)}
        action={`Take away ${chosen.length}`}
        onConfirm={() => void clean(chosen)}
      />
    </Dialog>
  );
};
