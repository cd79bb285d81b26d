import type { Message } from '@contract/messages.ts';
import { type JSX, type KeyboardEvent, useMemo, useState } from 'react';
import { useCommand } from '../connection/use-command.ts';
import { useView } from '../connection/use-project.ts';
import { Button } from '../design/button.tsx';
import { Textarea } from '../design/field.tsx';
import { inboxOrder, isUnread } from '../design/inbox-order.ts';
import { Keys } from '../design/kbd.tsx';
import { MessageMark } from '../design/message-marks.tsx';
import { MessageLinks, MessageNotes } from '../design/message-notes.tsx';
import { MessageWayMark } from '../design/message-way.tsx';
import { partyWords } from '../design/party-words.ts';
import { clockWords } from '../design/time-words.ts';

/** The inspector shows the latest; the Messages view has them all. */
const shownLimit = 20;

/** Its inbox as it will get it, then what it got and wrote, newest first. */
const latestOf = (messages: readonly Message[], id: string): Message[] => {
  const waits = (message: Message): boolean => message.to === id && isUnread(message);
  const its = messages.filter(({ from, to }) => from === id || to === id);
  const rest = its.filter((message) => !waits(message));
  return [...its.filter(waits).sort(inboxOrder), ...rest.slice(-shownLimit).reverse()].slice(0, shownLimit);
};

type ConversationProps = {
  readonly id: string;
  /** Shows it among all messages. */
  readonly onMessage?: ((id: string) => void) | undefined;
};

/** What it got and wrote: what it has not taken yet first. */
export const Conversation = ({ id, onMessage }: ConversationProps): JSX.Element => {
  const kept = useView((view) => view.messages);
  const messages = useMemo(() => latestOf(kept.flat(), id), [kept, id]);
  return (
    <section className="in-section" aria-label="Messages">
      <h3 className="ds-section-title">Messages</h3>
      {messages.length === 0 && (
        <p className="ds-quiet">None yet. What you write below is delivered with proof.</p>
      )}
      <ul className="in-messages">
        {messages.map((message) => (
          <li className="in-message" key={message.id}>
            <div className="in-message-head">
              <span className="ds-figures">
                {message.from === id ? `to ${partyWords(message.to)}` : `from ${partyWords(message.from)}`}
              </span>
              <MessageMark state={message.state} />
              <MessageWayMark message={message} />
              <MessageNotes message={message} />
              <time className="ds-figures ds-quiet">{clockWords(message.storedAt)}</time>
            </div>
            <p className="in-message-text">{message.preview}</p>
            {onMessage !== undefined && <MessageLinks message={message} onMessage={onMessage} />}
            {message.state === 'queued' && message.reason !== '' && (
              <p className="ds-quiet">{message.reason}</p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};

type ComposeProps = {
  readonly id: string;
  /** As shown; empty where there is no keyboard. */
  readonly shortcut: string;
};

/** A text to the instance; the modifier and Enter send it. What could not be sent stays in the box. */
export const Compose = ({ id, shortcut }: ComposeProps): JSX.Element => {
  const run = useCommand();
  const [text, setText] = useState('');
  const [sending, setSending] = useState(false);
  const send = async (): Promise<void> => {
    if (text.trim() === '' || sending) return;
    setSending(true);
    const sent = await run('messages.send', { to: id, text });
    setSending(false);
    if (sent !== undefined) setText('');
  };
  const byKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void send();
  };
  return (
    <div className="in-compose">
      <Textarea
        aria-label={`Message to ${id}`}
        placeholder={`Write to ${id}`}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={byKey}
      />
      <div className="in-compose-foot">
        {shortcut === '' ? <span /> : <Keys keys={shortcut} />}
        <Button disabled={text.trim() === '' || sending} onClick={() => void send()}>
          Send
        </Button>
      </div>
    </div>
  );
};
