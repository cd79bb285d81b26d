import type { TuttiEvent } from '@contract/events.ts';
import type { Left } from '@contract/shutdowns.ts';
import { Check, Copy } from 'lucide-react';
import type { JSX } from 'react';
import { useProject } from '../connection/use-project.ts';
import { Button, IconButton } from '../design/button.tsx';
import { copyText } from '../design/clipboard.ts';
import { Dialog } from '../design/dialog.tsx';
import { countWords } from '../design/time-words.ts';

export type Finished = Extract<TuttiEvent, { kind: 'shutdown.finished' | 'shutdown.cancelled' }>;

/** How the shutdown ended that began with this event; null while it has not. */
export const useShutdownEnd = (begun: number | null): Finished | null =>
  useProject(({ recent }) => {
    if (begun === null) return null;
    const end = recent.findLast(
      (event) =>
        event.seq > begun && (event.kind === 'shutdown.finished' || event.kind === 'shutdown.cancelled'),
    );
    return end === undefined ? null : (end as Finished);
  });

const filesWords = ({ files, trouble }: Left): string =>
  files === null
    ? `git could not tell: ${trouble ?? 'no reason given'}`
    : `${countWords(files, 'file')} not committed`;

const LeftItem = ({ left }: { readonly left: Left }): JSX.Element => (
  <li className="in-left">
    <p>
      <span className="ds-figures">{left.id}</span> <span className="in-left-what">{filesWords(left)}</span>
    </p>
    <p className="in-left-where ds-figures ds-quiet">
      <span>{left.folder}</span>
      <IconButton label={`Copy the folder of ${left.id}`} onClick={() => void copyText(left.folder)}>
        <Copy size={12} />
      </IconButton>
    </p>
    <p className="ds-figures ds-quiet">{left.branch}</p>
  </li>
);

type OutcomeProps = { readonly event: Finished; onClose(): void };

/** How a shutdown ended: who was ended, what is not committed, where it lies, and what to do about it. */
export const ShutdownOutcome = ({ event, onClose }: OutcomeProps): JSX.Element => {
  const ended = event.kind === 'shutdown.finished' ? event.data.ended : [];
  const left = event.kind === 'shutdown.finished' ? event.data.left : [];
  const called = event.kind === 'shutdown.cancelled';
  const head = called
    ? 'Nobody was ended. Those that were told to save have been told to go on.'
    : `${countWords(ended.length, 'instance')} ended, children before parents. Worktrees and branches are kept.`;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={called ? 'The shutdown was called off' : 'Shut down in order'}
      description={head}
      foot={
        <Button look="main" onClick={onClose}>
          Close
        </Button>
      }
    >
      {!called && left.length === 0 && (
        <p className="in-saved">
          <Check size={14} aria-hidden="true" /> All work is committed.
        </p>
      )}
      {left.length > 0 && (
        <>
          <h3 className="ds-section-title">Not committed, and left where it was</h3>
          <ul className="in-lefts" aria-label="Not committed">
            {left.map((one) => (
              <LeftItem key={one.id} left={one} />
            ))}
          </ul>
          <p className="ds-quiet">
            It lies where it was. Open the folder and commit it on its branch, or restart the instance: it
            goes on in the same worktree.
          </p>
        </>
      )}
    </Dialog>
  );
};
