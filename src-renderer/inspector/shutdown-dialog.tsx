import { awaitedOf, type Shutdown, shutdownSeconds } from '@contract/shutdowns.ts';
import { hasEnded } from '@contract/states.ts';
import { type FormEvent, type JSX, useEffect, useId, useState } from 'react';
import { useCommand } from '../connection/use-command.ts';
import { useView } from '../connection/use-project.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Field, Input } from '../design/field.tsx';
import { countWords } from '../design/time-words.ts';
import { livingBelow } from './terminate-dialog.tsx';

type ShutdownDialogProps = {
  /** With all below it; null: the whole run. */
  readonly id: string | null;
  onClose(): void;
};

/** Begins a shutdown in order, or shows the one that is under way. Mounted while it is open. */
export const ShutdownDialog = ({ id, onClose }: ShutdownDialogProps): JSX.Element => {
  const shutdown = useView((view) => view.shutdown);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (shutdown !== null) setSeen(true);
    else if (seen) onClose();
  }, [shutdown, seen, onClose]);
  return shutdown === null ? (
    <BeginShutdown id={id} onClose={onClose} />
  ) : (
    <ShutdownUnderWay shutdown={shutdown} onClose={onClose} />
  );
};

const timeOf = (at: number): string => new Date(at).toLocaleTimeString();

const secondsOf = (text: string): number | null => {
  const seconds = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
  return seconds <= shutdownSeconds.most ? seconds : null;
};

const BeginShutdown = ({ id, onClose }: ShutdownDialogProps): JSX.Element => {
  const run = useCommand();
  const form = useId();
  const count = useView((view) =>
    id === null
      ? Object.values(view.instances).filter(({ state }) => !hasEnded(state)).length
      : 1 + livingBelow(view, id).length,
  );
  const [text, setText] = useState(String(shutdownSeconds.usual));
  const [reason, setReason] = useState('');
  const seconds = secondsOf(text);
  const begin = (event: FormEvent): void => {
    event.preventDefault();
    if (seconds === null) return;
    void run('runs.shutdown', { ...(id === null ? {} : { id }), seconds, reason: reason.trim() });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={id === null ? 'Shut down the run in order?' : `Shut down ${id} in order?`}
      description="They are told to commit what they have. Then children end before parents. Worktrees, branches and files stay."
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="danger" type="submit" form={form} disabled={count === 0}>
            {`Shut down ${countWords(count, 'instance')}`}
          </Button>
        </>
      }
    >
      <form id={form} className="in-form" noValidate onSubmit={begin}>
        <Field
          label="Seconds to wait for work at most"
          note="0: end at once, and tell nobody."
          wrong={seconds === null ? `A whole number from 0 to ${shutdownSeconds.most}.` : undefined}
        >
          {(field) => (
            <Input
              id={field}
              inputMode="numeric"
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <Field label="Reason" note="They read it; may stay empty.">
          {(field) => (
            <Input
              id={field}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
};

type UnderWayProps = { readonly shutdown: Shutdown; onClose(): void };

const ShutdownUnderWay = ({ shutdown, onClose }: UnderWayProps): JSX.Element => {
  const run = useCommand();
  const instances = useView((view) => view.instances);
  const awaited = awaitedOf({ shutdown, instances });
  const ending = shutdown.state === 'ending';
  const head = ending
    ? 'Instances are ended, children before parents.'
    : awaited.length === 0
      ? 'All is saved.'
      : `Waits until ${timeOf(shutdown.until)} at most, for:`;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Shutting down ${countWords(shutdown.ids.length, 'instance')}`}
      description={head}
      foot={
        <>
          <Button onClick={onClose}>Close</Button>
          {!ending && (
            <Button look="danger" onClick={() => void run('runs.cancelShutdown', {})}>
              Call it off
            </Button>
          )}
        </>
      }
    >
      {awaited.length > 0 && (
        <ul className="in-ends" aria-label="Waited for">
          {awaited.map(({ id, why, changed }) => (
            <li key={id}>
              <span className="ds-figures">{id}</span>
              <span className="ds-quiet">
                {why === 'at work' ? 'at work' : `${countWords(changed, 'file')} not committed`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
};
