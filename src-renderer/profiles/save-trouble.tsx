import type { JSX } from 'react';
import { Button } from '../design/button.tsx';
import { ErrorState } from '../design/plain-states.tsx';
import type { ProfileDraft } from './use-profile-draft.ts';

/** Why it was not saved. Where both have changed, the person says which of the two stays. */
export const SaveTrouble = ({ draft }: { readonly draft: ProfileDraft }): JSX.Element | null => {
  const { refused, conflict } = draft;
  if (refused === null) return null;
  if (!conflict) return <ErrorState error={refused} />;
  return (
    <ErrorState
      error={refused}
      action={
        <div className="pr-conflict">
          <Button onClick={() => void draft.takeTheirs()}>Show what is in the file now</Button>
          <Button look="danger" onClick={() => void draft.keepMine()}>
            Save mine in its place
          </Button>
        </div>
      }
    />
  );
};
