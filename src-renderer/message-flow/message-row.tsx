import type { Sender } from '@contract/ids.ts';
import { type Message, messagePreviewLength } from '@contract/messages.ts';
import { ArrowRight, ScrollText } from 'lucide-react';
import { type JSX, useState } from 'react';
import { useCommand } from '../connection/use-command.ts';
import { IconButton } from '../design/button.tsx';
import { MessageMark } from '../design/message-marks.tsx';
import { MessageLinks, MessageNotes } from '../design/message-notes.tsx';
import { MessageWayMark } from '../design/message-way.tsx';
import { partyWords } from '../design/party-words.ts';
import { clockWords } from '../design/time-words.ts';

type PartyProps = { readonly party: Sender; onSelect(id: string): void };

const PartyName = ({ party, onSelect }: PartyProps): JSX.Element =>
  party === 'person' || party === 'tutti' ? (
    <span className="mf-party">{partyWords(party)}</span>
  ) : (
    <button type="button" className="mf-party ds-figures" onClick={() => onSelect(party)}>
      {party}
    </button>
  );

/** Longer ones are cut to three lines until asked for; about what three lines hold. */
const clippedAt = 260;

const isLong = ({ preview, length }: Message): boolean =>
  length > clippedAt || preview.split('\n').length > 3;

type BodyProps = { readonly message: Message };

const Body = ({ message }: BodyProps): JSX.Element => {
  const run = useCommand();
  const [full, setFull] = useState<string | null>(null);
  const open = async (): Promise<void> => {
    if (message.length <= messagePreviewLength) return setFull(message.preview);
    const answer = await run('messages.get', { message: message.id });
    if (answer !== undefined) setFull(answer.text);
  };
  return (
    <>
      <p className={`mf-text ${full === null ? 'mf-clipped' : ''}`}>{full ?? message.preview}</p>
      {isLong(message) && (
        <button
          type="button"
          className="mf-more"
          aria-expanded={full !== null}
          onClick={() => (full === null ? void open() : setFull(null))}
        >
          {full === null ? `Show all ${message.length.toLocaleString('en')} characters` : 'Show less'}
        </button>
      )}
    </>
  );
};

type RowProps = {
  readonly message: Message;
  onSelect(id: string): void;
  onTranscript(message: Message): void;
  onMessage(id: string): void;
};

export const MessageRow = ({ message, onSelect, onTranscript, onMessage }: RowProps): JSX.Element => (
  <>
    <div className="mf-head">
      <PartyName party={message.from} onSelect={onSelect} />
      <ArrowRight size={12} aria-label="to" className="ds-quiet" />
      <PartyName party={message.to} onSelect={onSelect} />
      <MessageMark state={message.state} />
      <MessageWayMark message={message} />
      <MessageNotes message={message} />
      {message.attempts > 1 && <span className="ds-quiet">attempt {message.attempts}</span>}
      <span className="mf-end">
        <IconButton label="Show in transcript" onClick={() => onTranscript(message)}>
          <ScrollText size={14} />
        </IconButton>
        <time className="ds-figures ds-quiet">{clockWords(message.storedAt)}</time>
      </span>
    </div>
    <Body message={message} />
    <MessageLinks message={message} onMessage={onMessage} />
    {(message.state === 'failed' || (message.state === 'queued' && message.reason !== '')) && (
      <p className={message.state === 'failed' ? 'mf-reason' : 'ds-quiet'}>{message.reason}</p>
    )}
  </>
);
