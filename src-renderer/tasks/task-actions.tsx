import type { Instance } from '@contract/instances.ts';
import { hasEnded } from '@contract/states.ts';
import type { ShownTask } from '@contract/tasks.ts';
import { type JSX, useState } from 'react';
import type { Call } from '../connection/use-call.ts';
import { useView } from '../connection/use-project.ts';
import { Button } from '../design/button.tsx';
import { ConfirmDialog } from '../design/dialog.tsx';
import { Field, Textarea } from '../design/field.tsx';
import { Menu, MenuItem } from '../design/menu.tsx';
import { StateMark } from '../design/state-marks.tsx';

type ActionProps = { readonly task: ShownTask; readonly calling: Call };

/** Those that have nothing to do come first. */
const mayTake = (instances: readonly Instance[]): Instance[] =>
  instances
    .filter(({ state }) => !hasEnded(state))
    .sort((a, b) => Number(b.state === 'ready') - Number(a.state === 'ready'));

const sameList = (a: readonly Instance[], b: readonly Instance[]): boolean =>
  a.length === b.length && a.every(({ id, state }, at) => id === b[at]?.id && state === b[at]?.state);

const Assign = ({ task, calling }: ActionProps): JSX.Element => {
  const instances = useView((view) => mayTake(Object.values(view.instances)), sameList);
  return (
    <Menu
      align="start"
      trigger={
        <Button look="main" disabled={calling.busy || instances.length === 0}>
          {instances.length === 0 ? 'Nobody to assign it to' : 'Assign…'}
        </Button>
      }
    >
      {instances.map(({ id, state }) => (
        <MenuItem key={id} onSelect={() => void calling.call('tasks.assign', { task: task.id, to: id })}>
          <StateMark state={state} />
          <span className="ds-figures">{id}</span>
        </MenuItem>
      ))}
    </Menu>
  );
};

const Cancel = ({ task, calling }: ActionProps): JSX.Element => {
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const { assignee, state, id } = task;
  const told = assignee !== null && state !== 'open' && state !== 'failed';
  return (
    <>
      <Button disabled={calling.busy} onClick={() => setAsking(true)}>
        Cancel task…
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Cancel ${id}?`}
        description={`${told ? `${assignee} is told to stop. ` : ''}Tasks that depend on it can’t be begun any more.`}
        action="Cancel the task"
        onConfirm={() => void calling.call('tasks.cancel', { task: id, reason: reason.trim() })}
      >
        <Field label="Reason" note="May stay empty.">
          {(field) => (
            <Textarea
              id={field}
              rows={2}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
      </ConfirmDialog>
    </>
  );
};

/** What can be done with a task as it stands; nothing once it is over. */
export const TaskActions = ({ task, calling }: ActionProps): JSX.Element | null => {
  const { status, id } = task;
  if (status === 'done' || status === 'cancelled') return null;
  return (
    <div className="tk-actions">
      {status === 'ready' && <Assign task={task} calling={calling} />}
      {status === 'failed' && (
        <Button
          look="main"
          disabled={calling.busy}
          onClick={() => void calling.call('tasks.update', { task: id, state: 'open' })}
        >
          Try again
        </Button>
      )}
      <Cancel task={task} calling={calling} />
    </div>
  );
};
