import { parseEnvelope } from '@contract/envelope.ts';
import type { TranscriptEntry } from '@contract/transcripts.ts';
import {
  Bot,
  Brain,
  ChevronDown,
  ChevronRight,
  Copy,
  CornerDownRight,
  ListVideo,
  User,
  Wrench,
} from 'lucide-react';
import type { JSX, ReactNode } from 'react';
import { IconButton } from '../design/button.tsx';
import { copyText } from '../design/clipboard.ts';
import { partyWords } from '../design/party-words.ts';
import { clockWords } from '../design/time-words.ts';
import { toastDone } from '../design/toaster.tsx';
import { EntryText } from './entry-text.tsx';
import { MarkedText } from './marked-text.tsx';
import type { Row } from './transcript-rows.ts';

export type EntryRowProps = {
  readonly row: Row;
  /** What is searched for; empty: nothing. */
  readonly words: string;
  readonly open: boolean;
  onToggle(): void;
  /** Null where no event is known of it. */
  readonly onShowEvent: (() => void) | null;
};

const icons = {
  prompt: <User size={14} aria-hidden="true" />,
  said: <Bot size={14} aria-hidden="true" />,
  thought: <Brain size={14} aria-hidden="true" />,
  tool: <Wrench size={14} aria-hidden="true" />,
  result: <CornerDownRight size={14} aria-hidden="true" />,
} as const;

/** Who speaks: of a message, its id and its sender. */
const titleOf = ({ kind, text, failed }: TranscriptEntry): string => {
  if (kind === 'prompt') {
    const message = parseEnvelope(text);
    return message === null ? 'Prompt' : `${message.id} from ${partyWords(message.from)}`;
  }
  if (kind === 'said') return failed ? 'Error' : 'Said';
  return kind === 'thought' ? 'Thought' : 'Result of a call that is not shown';
};

const copiedText = ({ entry, result }: Row): string => {
  const head = entry.tool === null ? '' : `${entry.tool}\n`;
  return `${head}${entry.text}${result === null || result.text === '' ? '' : `\n\n${result.text}`}`;
};

const Tools = ({ row, onShowEvent }: Pick<EntryRowProps, 'row' | 'onShowEvent'>): JSX.Element => {
  const copy = async (): Promise<void> => {
    if (await copyText(copiedText(row))) toastDone('Copied the entry');
  };
  return (
    <span className="tr-tools">
      {onShowEvent !== null && (
        <IconButton label="Show in events" onClick={onShowEvent}>
          <ListVideo size={14} />
        </IconButton>
      )}
      <IconButton label="Copy this entry" onClick={() => void copy()}>
        <Copy size={14} />
      </IconButton>
    </span>
  );
};

type HeadProps = EntryRowProps & { readonly children: ReactNode };

const Head = ({ row, onShowEvent, children }: HeadProps): JSX.Element => (
  <div className="tr-head">
    {children}
    <Tools row={row} onShowEvent={onShowEvent} />
    {row.entry.at !== null && <time className="ds-figures">{clockWords(row.entry.at)}</time>}
  </div>
);

/** The line that folds what stands under it. */
const Fold = ({
  open,
  onToggle,
  children,
}: Pick<EntryRowProps, 'open' | 'onToggle'> & { children: ReactNode }) => (
  <button type="button" className="tr-fold" aria-expanded={open} onClick={onToggle}>
    {open ? <ChevronDown size={14} aria-hidden="true" /> : <ChevronRight size={14} aria-hidden="true" />}
    {children}
  </button>
);

const firstLine = (text: string): string => text.trim().split('\n', 1)[0]?.slice(0, 200) ?? '';

const Call = (props: EntryRowProps): JSX.Element => {
  const { row, words, open } = props;
  const { entry, result } = row;
  // One that the line above names already needs no second naming.
  const files = entry.files.filter((file) => file !== entry.summary);
  return (
    <>
      <Head {...props}>
        <Fold open={open} onToggle={props.onToggle}>
          {icons.tool}
          <span className="tr-tool">
            <MarkedText text={entry.tool ?? ''} words={words} />
          </span>
          <span className="tr-summary">
            <MarkedText text={firstLine(entry.summary)} words={words} />
          </span>
          {result?.failed === true && <span className="tr-failed">failed</span>}
          {result === null && <span className="ds-quiet">no result</span>}
        </Fold>
      </Head>
      {files.length > 0 && (
        <ul className="tr-files" aria-label="Files it writes">
          {files.map((file) => (
            <li key={file} className="ds-figures">
              {file}
            </li>
          ))}
        </ul>
      )}
      {open ? (
        <div className="tr-call">
          <h4>Asked</h4>
          <EntryText text={entry.text} words={words} figures />
          {result !== null && (
            <>
              <h4>{result.failed ? 'Failed with' : 'Result'}</h4>
              <EntryText text={result.text === '' ? '(nothing)' : result.text} words={words} figures />
            </>
          )}
        </div>
      ) : (
        result !== null &&
        firstLine(result.text) !== '' && <p className="tr-peek">{firstLine(result.text)}</p>
      )}
    </>
  );
};

const Thought = (props: EntryRowProps): JSX.Element => (
  <>
    <Head {...props}>
      <Fold open={props.open} onToggle={props.onToggle}>
        {icons.thought}
        <span className="tr-title">Thought</span>
        {!props.open && <span className="tr-summary tr-words">{firstLine(props.row.entry.text)}</span>}
      </Fold>
    </Head>
    {props.open && <EntryText text={props.row.entry.text} words={props.words} />}
  </>
);

const Plain = (props: EntryRowProps): JSX.Element => {
  const { entry } = props.row;
  const message = entry.kind === 'prompt' ? parseEnvelope(entry.text) : null;
  return (
    <>
      <Head {...props}>
        {icons[entry.kind]}
        <span className={entry.failed ? 'tr-title tr-failed' : 'tr-title'}>{titleOf(entry)}</span>
      </Head>
      <EntryText
        text={message?.kind === 'message' ? message.text : entry.text}
        words={props.words}
        figures={entry.kind === 'result'}
      />
    </>
  );
};

/** One row of the conversation; what is long and seldom read is folded. */
export const EntryRow = (props: EntryRowProps): JSX.Element => {
  const { kind } = props.row.entry;
  if (kind === 'tool') return <Call {...props} />;
  return kind === 'thought' ? <Thought {...props} /> : <Plain {...props} />;
};

/** For a screen reader: what the row is. */
export const labelOf = ({ entry }: Row): string =>
  entry.kind === 'tool' ? `${entry.tool ?? 'call'}: ${firstLine(entry.summary)}` : titleOf(entry);
