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
  const tooLong = utf8Length(text) > submit.maxBytes;
  const changed = submit.inbox.some((pattern) => new RegExp(pattern, 'mu').test(message.text));
  if (!tooLong && !changed) return { text, announce: false };
  return { text: announceMessage(message), announce: true };
};

/** Whether Tutti may type into an instance of that state. Never into one that asks a person something. */
export const takesInput = (state: InstanceState, submit: Profile['submit']): boolean =>
  state === 'ready' || state === 'blocked' || state === 'done' || (state === 'busy' && submit.whileBusy);

/** Identifies one attempt at the pane, over the host's death. */
export const markOf = (run: number, message: string, attempt: number): string =>
  `${run}/${message}/${attempt}`;
