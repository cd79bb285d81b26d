import type { MessageState } from '@contract/messages.ts';
import { Check, CircleDashed, Inbox, Send, TimerOff, X } from 'lucide-react';
import type { JSX } from 'react';

const looks: Record<MessageState, { readonly Icon: typeof Check; readonly color: string }> = {
  queued: { Icon: CircleDashed, color: 'var(--text-3)' },
  delivering: { Icon: Send, color: 'var(--blue)' },
  announced: { Icon: Inbox, color: 'var(--blue)' },
  accepted: { Icon: Check, color: 'var(--green)' },
  failed: { Icon: X, color: 'var(--red)' },
  expired: { Icon: TimerOff, color: 'var(--text-3)' },
};

/** How far a message has come, as icon, colour and word. */
export const MessageMark = ({ state }: { readonly state: MessageState }): JSX.Element => {
  const { Icon, color } = looks[state];
  return (
    <span
      style={{ display: 'inline-flex', alignItems: 'center', gap: 4, color, fontSize: 12, fontWeight: 500 }}
    >
      <Icon size={13} aria-hidden="true" />
      {state}
    </span>
  );
};
