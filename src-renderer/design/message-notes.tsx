import type { Message } from '@contract/messages.ts';
import { messageOf } from '@contract/view.ts';
import { CornerUpLeft, Reply } from 'lucide-react';
import type { JSX } from 'react';
import { useView } from '../connection/use-project.ts';
import { Badge } from './badge.tsx';
import { isUnread } from './inbox-order.ts';
import { partyWords } from './party-words.ts';
import { clockWords, countWords, durationWords } from './time-words.ts';
import { useNow } from './use-now.ts';
import './message-notes.css';

const Expiry = ({ at }: { readonly at: number }): JSX.Element => {
  const left = at - useNow();
  return (
    <span className="ds-quiet">{left > 0 ? `expires in ${durationWords(left)}` : 'about to expire'}</span>
  );
};

/** What stands out of a message: a priority that is not the usual one, until when it counts, to whom it went, that it was read. */
export const MessageNotes = ({ message }: { readonly message: Message }): JSX.Element => {
  const { priority, expiresAt, state, group, readAt } = message;
  return (
    <>
      {priority !== 'normal' && (
        <Badge tone={priority === 'urgent' ? 'accent' : 'plain'}>{`${priority}`}</Badge>
      )}
      {expiresAt !== null && isUnread(message) && <Expiry at={expiresAt} />}
      {expiresAt !== null && state === 'expired' && (
        <span className="ds-quiet">at {clockWords(expiresAt)}</span>
      )}
      {group !== null && <span className="ds-quiet">to {group.replace('role:', 'each ')}</span>}
      {readAt !== null && <span className="ds-quiet">read</span>}
    </>
  );
};

type LinksProps = { readonly message: Message; onMessage(id: string): void };

/** The question that it answers, and the answers that it got: each goes there. */
export const MessageLinks = ({ message, onMessage }: LinksProps): JSX.Element | null => {
  const { replyTo, replies } = message;
  const question = useView((view) => (replyTo === null ? undefined : messageOf(view, replyTo)));
  const [first] = replies;
  if (replyTo === null && first === undefined) return null;
  return (
    <p className="mn-links">
      {replyTo !== null && (
        <button type="button" title={question?.preview} onClick={() => onMessage(replyTo)}>
          <CornerUpLeft size={12} aria-hidden="true" />
          answers {question === undefined ? replyTo : `${partyWords(question.from)}: ${question.preview}`}
        </button>
      )}
      {first !== undefined && (
        <button type="button" onClick={() => onMessage(first)}>
          <Reply size={12} aria-hidden="true" />
          {countWords(replies.length, 'answer')}
        </button>
      )}
    </p>
  );
};
