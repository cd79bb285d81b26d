import { announceMessage, wrapMessage } from '@contract/envelope.ts';
import type { MessageWithText } from '@contract/messages.ts';
import type { Profile } from '@contract/profiles.ts';
import type { InstanceState } from '@contract/states.ts';

export interface DeliveryPlan {
  /** What is pasted. */
  readonly text: string;
  /** The text itself stays in the inbox; what is pasted says so. */
  readonly announce: boolean;
}

const utf8Length = (text: string): number => new TextEncoder().encode(text).length;

/** Whether a text goes into the pane or waits in the inbox, since this CLI's input box would change it. */
export const planDelivery = (message: MessageWithText, submit: Profile['submit']): DeliveryPlan => {
  const text = submit.envelope === 'header' ? wrapMessage(message, message.text) : message.text;
  const tooLong = submit.way === 'inbox' || utf8Length(text) > submit.maxBytes;
  const changed = submit.inbox.some((pattern) => new RegExp(pattern, 'mu').test(message.text));
  if (!tooLong && !changed) return { text, announce: false };
  return { text: announceMessage(message), announce: true };
};

/** What the answer to a Stop hook carries, to the character; null where the text is too long for one (`most`, in UTF-16 units). */
export const planHandover = (
  message: MessageWithText,
  submit: Profile['submit'],
  most: number,
): string | null => {
  const text = submit.envelope === 'header' ? wrapMessage(message, message.text) : message.text;
  return text.length > most || utf8Length(text) > submit.maxBytes ? null : text;
};

/**
 * Whether Tutti may type into an instance of that state. Never into one that asks a person something; nor into one that works, where
 * its Stop hook will be answered.
 */
export const takesInput = (state: InstanceState, submit: Profile['submit']): boolean =>
  state === 'ready' ||
  state === 'blocked' ||
  state === 'done' ||
  (state === 'busy' && submit.whileBusy && submit.way !== 'stop-hook');

/** Identifies one attempt at the pane, over the host's death. */
export const markOf = (run: number, message: string, attempt: number): string =>
  `${run}/${message}/${attempt}`;
