import type { InstanceId } from '@contract/ids.ts';
import { type JSX, useMemo } from 'react';
import { useHost } from '../connection/host-info.ts';
import { useCommand } from '../connection/use-command.ts';
import { useView } from '../connection/use-project.ts';
import { ConfirmDialog } from '../design/dialog.tsx';
import { countWords } from '../design/time-words.ts';
import { toastDone } from '../design/toaster.tsx';
import { whatGoes } from './what-goes.ts';
import './merges.css';

type IntegrateProps = {
  /** All below this one; null: all of the run. */
  readonly top: InstanceId | null;
  /** Into the person's branch, too. */
  readonly finish: boolean;
  onClose(): void;
};

/** Asks before the work of all below is put in the queue: names the branch, and what goes in. */
export const IntegrateDialog = ({ top, finish, onClose }: IntegrateProps): JSX.Element => {
  const run = useCommand();
  const check = useView((view) => view.settings.merging.check);
  const instances = useView((view) => view.instances);
  const merges = useView((view) => view.merges);
  const person = useHost().info.project?.branch ?? null;
  const going = useMemo(
    () => whatGoes({ instances, merges }, top, finish ? (person ?? 'your branch') : null),
    [instances, merges, top, finish, person],
  );
  const confirm = async (): Promise<void> => {
    const asked = await run('merges.integrate', { finish, ...(top === null ? {} : { id: top }) });
    if (asked !== undefined)
      toastDone(
        asked.length === 0 ? 'There is nothing to merge' : `${countWords(asked.length, 'merge')} asked for`,
      );
  };
  const where = finish ? `into ${person ?? 'your branch'}` : `below ${top ?? 'the executives'}`;
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={finish ? `Finish into ${person ?? 'your branch'}?` : `Merge everything ${where}?`}
      description={
        going.length === 0
          ? 'Nobody there has committed anything that is not merged, as far as is seen from here.'
          : `${countWords(going.length, 'branch', 'branches')} ${going.length === 1 ? 'goes' : 'go'} in, bottom up${check === '' ? '' : ', each after the project’s check'}. ${finish ? 'Your files follow if they have no changes; otherwise it waits.' : 'Your own branch stays as it is.'}`
      }
      action={finish ? `Merge into ${person ?? 'your branch'}` : 'Merge'}
      look="main"
      onConfirm={() => void confirm()}
    >
      <ul className="mg-goes ds-figures">
        {going.map(({ id, into, commits }) => (
          <li key={id}>
            {id}{' '}
            <span className="ds-quiet">
              into {into}
              {commits > 0 && `, ${countWords(commits, 'commit')}`}
            </span>
          </li>
        ))}
      </ul>
    </ConfirmDialog>
  );
};
