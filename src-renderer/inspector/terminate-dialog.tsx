import type { Instance } from '@contract/instances.ts';
import { hasEnded } from '@contract/states.ts';
import type { View } from '@contract/view.ts';
import { type JSX, useState } from 'react';
import { useCommand } from '../connection/use-command.ts';
import { useView } from '../connection/use-project.ts';
import { ConfirmDialog } from '../design/dialog.tsx';
import { Check } from '../design/field.tsx';
import { StateMark } from '../design/state-marks.tsx';
import { countWords } from '../design/time-words.ts';

/** Everyone below an instance that still runs, nearest first. */
export const livingBelow = (view: View, id: string): Instance[] => {
  const children = Object.values(view.instances).filter((instance) => instance.parent === id);
  return [
    ...children.filter(({ state }) => !hasEnded(state)),
    ...children.flatMap((child) => livingBelow(view, child.id)),
  ];
};

const sameList = (a: readonly Instance[], b: readonly Instance[]): boolean =>
  a.length === b.length && a.every((instance, index) => instance === b[index]);

type TerminateDialogProps = {
  readonly id: string;
  readonly open: boolean;
  onOpenChange(open: boolean): void;
};

/** Says whom it ends before it does. */
export const TerminateDialog = ({ id, open, onOpenChange }: TerminateDialogProps): JSX.Element => {
  const run = useCommand();
  const below = useView((view) => livingBelow(view, id), sameList);
  const [children, setChildren] = useState(true);
  const ended = children ? below : [];
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Terminate ${id}?`}
      description="Its processes end; its worktree and branch stay as they are."
      action={`Terminate ${countWords(1 + ended.length, 'instance')}`}
      onConfirm={() => void run('instances.terminate', { id, children })}
    >
      {below.length > 0 && (
        <Check
          label={`Also the ${countWords(below.length, 'instance')} below it`}
          checked={children}
          onChange={setChildren}
        />
      )}
      {ended.length > 0 && (
        <ul className="in-ends" aria-label="Ends as well">
          {ended.map((instance) => (
            <li key={instance.id}>
              <span className="ds-figures">{instance.id}</span>
              <StateMark state={instance.state} show="word" />
            </li>
          ))}
        </ul>
      )}
    </ConfirmDialog>
  );
};
