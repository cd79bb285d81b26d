import { type Shutdown, shutdownSeconds } from '@contract/shutdowns.ts';
import { hasEnded } from '@contract/states.ts';
import { type FormEvent, type JSX, useEffect, useId, useState } from 'react';
import { useCommand } from '../connection/use-command.ts';
import { useView } from '../connection/use-project.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Field, Input } from '../design/field.tsx';
import { clockWords, countWords, durationWords } from '../design/time-words.ts';
import { useNow } from '../design/use-now.ts';
import { ShutdownOutcome, useShutdownEnd } from './shutdown-outcome.tsx';
import { ShutdownProgress } from './shutdown-progress.tsx';
import { livingBelow } from './terminate-dialog.tsx';

type ShutdownDialogProps = {
  /** With all below it; null: the whole run. */
  readonly id: string | null;
  onClose(): void;
};

/** Begins a shutdown in order, shows the one that is under way, and then how it ended. Mounted while it is open. */
export const ShutdownDialog = ({ id, onClose }: ShutdownDialogProps): JSX.Element => {
  const shutdown = useView((view) => view.shutdown);
  const [begun, setBegun] = useState<number | null>(null);
  useEffect(() => {
    if (shutdown !== null) setBegun(shutdown.seq);
  }, [shutdown]);
  const end = useShutdownEnd(begun);
  if (shutdown !== null) return <ShutdownUnderWay shutdown={shutdown} onClose={onClose} />;
  if (end !== null) return <ShutdownOutcome event={end} onClose={onClose} />;
  return <BeginShutdown id={id} onClose={onClose} />;
};

const secondsOf = (text: string): number | null => {
  const seconds = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
  return seconds <= shutdownSeconds.most ? seconds : null;
};

type HappensProps = { readonly count: number; readonly seconds: number | null };

/** The order of it, before it is begun. */
const WhatHappens = ({ count, seconds }: HappensProps): JSX.Element => (
  <ol className="in-steps" aria-label="What will happen">
    {seconds !== 0 && (
      <>
        <li>{countWords(count, 'instance')} told to commit what they have, and to stop.</li>
        <li>
          Tutti waits until all is committed
          {seconds === null ? '' : `, ${durationWords(seconds * 1000)} at most`}.
        </li>
      </>
    )}
    <li>Their programs end, children before parents.</li>
    <li>You are told what is not committed, and where it lies.</li>
  </ol>
);

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
      description="Nothing is deleted: worktrees, branches and files stay as they are."
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
        <WhatHappens count={count} seconds={seconds} />
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
  const left = useNow();
  const ending = shutdown.state === 'ending';
  const rest = durationWords(shutdown.until - left);
  const why = shutdown.reason === '' ? '' : ` Reason: ${shutdown.reason}`;
  const head = ending
    ? `Their programs are ended, children before parents. This can’t be called off any more.${why}`
    : `All were told to commit what they have. Who has not done so at ${clockWords(shutdown.until)}, in ${rest}, is ended all the same.${why}`;
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
      <ShutdownProgress shutdown={shutdown} />
    </Dialog>
  );
};
