import type { Merge } from '@contract/merges.ts';
import { hasEnded } from '@contract/states.ts';
import { taskOf } from '@contract/task-status.ts';
import type { View } from '@contract/view.ts';
import { type JSX, useState } from 'react';
import { useCommand } from '../connection/use-command.ts';
import { useView } from '../connection/use-project.ts';
import { Button } from '../design/button.tsx';
import { ConfirmDialog } from '../design/dialog.tsx';
import { toastDone } from '../design/toaster.tsx';

/** What whoever has the conflict may lose by it; null: nothing, since it can't have begun or runs no more. */
const stakeOf = (view: View, { handed }: Merge): string | null => {
  if (handed === null) return null;
  const { to } = handed;
  const state = taskOf(view.tasks, handed.task)?.state;
  const instance = view.instances[to];
  if (instance === undefined || hasEnded(instance.state)) return null;
  if (state === 'running') return `${to} is at work on it.`;
  return state === 'assigned' ? `${to} has been given it, and may have begun.` : null;
};

type TakeBackProps = { readonly merge: Merge; readonly look?: 'plain'; onDone?(): void };

/** Takes a conflict from whoever was to resolve it; asks first where that one may be at work on it. */
export const TakeBack = ({ merge, look, onDone }: TakeBackProps): JSX.Element | null => {
  const run = useCommand();
  const stake = useView((view) => stakeOf(view, merge));
  const [asking, setAsking] = useState(false);
  const { id, handed, state } = merge;
  if (handed === null || state !== 'conflicted') return null;
  const take = async (): Promise<void> => {
    if ((await run('merges.decline', { merge: id })) === undefined) return;
    toastDone(`${handed.to} is no longer to resolve ${id}: it is yours, or to be handed on`);
    onDone?.();
  };
  return (
    <>
      <Button
        {...(look === undefined ? {} : { look })}
        aria-label={`Take ${id} back from ${handed.to}`}
        onClick={() => (stake === null ? void take() : setAsking(true))}
      >
        Take back
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Take ${id} back from ${handed.to}?`}
        description={`${stake ?? ''} Its task ${handed.task} is cancelled, and it is told. What was saved of the resolution stays, and so does what it has committed.`}
        action="Take it back"
        look="main"
        onConfirm={() => void take()}
      />
    </>
  );
};
