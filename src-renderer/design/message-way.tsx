import type { Message, MessageWay } from '@contract/messages.ts';
import type { JSX } from 'react';

const words: Record<MessageWay, { readonly brief: string; readonly whole: string }> = {
  paste: { brief: 'pasted', whole: 'Pasted into its input box and submitted' },
  'stop-hook': {
    brief: 'by its Stop hook',
    whole: 'Handed over in the answer to its Stop hook as its turn ended, without a key',
  },
  inbox: { brief: 'by the inbox', whole: 'Left in its inbox, which it reads with its tool readMessages' },
};

/** By which way a message came, or is coming; nothing while it is queued, and of one to the person, who reads it here. */
export const MessageWayMark = ({ message }: { readonly message: Message }): JSX.Element | null => {
  if (message.way === null || message.to === 'person') return null;
  const { brief, whole } = words[message.way];
  return (
    <span className="ds-quiet" title={whole}>
      {brief}
    </span>
  );
};
