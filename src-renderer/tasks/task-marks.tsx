import type { Priority } from '@contract/priority.ts';
import type { TaskStatus } from '@contract/tasks.ts';
import { Ban, Check, Circle, CircleDashed, CircleDot, CirclePlay, X } from 'lucide-react';
import type { JSX } from 'react';
import { Badge } from '../design/badge.tsx';

type Look = { readonly Icon: typeof Check; readonly color: string };

/** The one table of how a task's status looks. */
const looks: Record<TaskStatus, Look> = {
  planned: { Icon: CircleDashed, color: 'var(--text-3)' },
  ready: { Icon: Circle, color: 'var(--text-2)' },
  assigned: { Icon: CircleDot, color: 'var(--blue)' },
  running: { Icon: CirclePlay, color: 'var(--blue)' },
  done: { Icon: Check, color: 'var(--green)' },
  failed: { Icon: X, color: 'var(--red)' },
  cancelled: { Icon: Ban, color: 'var(--text-3)' },
};

type TaskMarkProps = { readonly status: TaskStatus; readonly show?: 'word' | 'shape' };

/** A task's status as shape, colour and word. */
export const TaskMark = ({ status, show = 'shape' }: TaskMarkProps): JSX.Element => {
  const { Icon, color } = looks[status];
  return (
    <span className="tk-mark" style={{ color }}>
      <Icon size={13} aria-hidden="true" />
      <span className={show === 'word' ? '' : 'ds-hidden'}>{status}</span>
    </span>
  );
};

/** Only what stands out from the usual. */
export const PriorityMark = ({ priority }: { readonly priority: Priority }): JSX.Element | null =>
  priority === 'urgent' || priority === 'high' ? (
    <Badge tone={priority === 'urgent' ? 'accent' : 'plain'}>{priority}</Badge>
  ) : null;
