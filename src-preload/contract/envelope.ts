import type { MessageId, Sender } from './ids.ts';

/** Who a delivered text is from, and which message it is. */
export interface EnvelopeHead {
  readonly id: MessageId;
  readonly from: Sender;
}

export type Envelope =
  | (EnvelopeHead & { readonly kind: 'message'; readonly text: string })
  /** The text waits in the inbox. */
  | (EnvelopeHead & { readonly kind: 'announcement' });

const sender = '(person|tutti|(?:exec|mgr|spec)(?:_[1-9]\\d*)+)';
const messageLine = new RegExp(`^\\[(msg_[1-9]\\d*) from ${sender}\\]\\n`);
const announcementLine = new RegExp(`^\\[(msg_[1-9]\\d*) from ${sender} is in your inbox: `);

/** What is pasted for a message: one line that names it and its sender, then the text, untouched. */
export const wrapMessage = (head: EnvelopeHead, text: string): string =>
  `[${head.id} from ${head.from}]\n${text}`;

/** The one line that is pasted when the text itself is left in the inbox. */
export const announceMessage = (head: EnvelopeHead): string =>
  `[${head.id} from ${head.from} is in your inbox: read it with the tool readMessages]`;

/**
 * What a pasted text says of itself, or null when it came without an envelope. Only the first line is looked at: what
 * looks like a header further down is part of somebody's text.
 */
export function parseEnvelope(input: string): Envelope | null {
  const announced = announcementLine.exec(input);
  if (announced) return { kind: 'announcement', ...headOf(announced) };
  const message = messageLine.exec(input);
  if (!message) return null;
  return { kind: 'message', ...headOf(message), text: input.slice(message[0].length) };
}

const headOf = (match: RegExpExecArray): EnvelopeHead => ({ id: match[1] ?? '', from: match[2] ?? '' });
