import type { Message } from '@contract/messages.ts';
import { inboxOrder } from '../design/inbox-order.ts';

export const anyState = 'any';

/** Which of an instance's messages: both ways, those to it (its inbox), those from it; or everyone's. */
export const ways = ['all', 'both', 'to', 'from'] as const;
export type Way = (typeof ways)[number];

export type MessageFilter = {
  readonly words: string;
  readonly state: string;
  readonly way: Way;
  /** The instance that `way` is about; null: everyone. */
  readonly about: string | null;
};

export const noFilter: MessageFilter = { words: '', state: anyState, way: 'all', about: null };

const concerns = (message: Message, way: Way, about: string | null): boolean => {
  if (about === null || way === 'all') return true;
  const to = message.to === about;
  const from = message.from === about;
  return way === 'to' ? to : way === 'from' ? from : to || from;
};

/** Those that fit, the oldest first; an inbox with what is unread first. */
export const filterMessages = (
  messages: readonly Message[],
  { words, state, way, about }: MessageFilter,
): readonly Message[] => {
  const wanted = words.trim().toLowerCase();
  const fit = messages.filter(
    (message) =>
      (state === anyState || message.state === state) &&
      concerns(message, way, about) &&
      (wanted === '' || `${message.from} ${message.to} ${message.preview}`.toLowerCase().includes(wanted)),
  );
  return about !== null && way === 'to' ? fit.sort(inboxOrder) : fit;
};
