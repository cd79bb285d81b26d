import type { ShownBatch } from '@contract/parallel.ts';
import { type JSX, useState } from 'react';
import { useCommand } from '../connection/use-command.ts';
import { Button } from '../design/button.tsx';
import { ConfirmDialog } from '../design/dialog.tsx';
import { Check, Field, Input } from '../design/field.tsx';
import { countWords } from '../design/time-words.ts';

/** Begins nothing more of a batch, once it was asked what becomes of what is being worked on. */
export const CancelBatch = ({ batch }: { readonly batch: ShownBatch }): JSX.Element => {
  const run = useCommand();
  const [asking, setAsking] = useState(false);
  const [also, setAlso] = useState(false);
  const [reason, setReason] = useState('');
  const { id, counts } = batch;
  const ask = (open: boolean): void => {
    setAsking(open);
    setAlso(false);
    setReason('');
  };
  const waiting = `${countWords(counts.waiting, 'task')} that ${counts.waiting === 1 ? 'is' : 'are'} not begun`;
  return (
    <>
      <Button look="plain" className="tk-batch-end" aria-label={`Cancel ${id}`} onClick={() => ask(true)}>
        Cancel…
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={ask}
        title={`Cancel ${id}?`}
        description={`The ${waiting} will not be given out, and stay on the board. Its specialists live on.`}
        action={`Cancel ${id}`}
        onConfirm={() =>
          void run('parallel.cancel', { batch: id, running: also ? 'cancel' : 'keep', reason: reason.trim() })
        }
      >
        {counts.running > 0 && (
          <Check
            label={`Also stop the ${countWords(counts.running, 'task')} at work: whoever has one is told`}
            checked={also}
            onChange={setAlso}
          />
        )}
        <Field label="Reason" note="May stay empty.">
          {(field) => (
            <Input
              id={field}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
      </ConfirmDialog>
    </>
  );
};
