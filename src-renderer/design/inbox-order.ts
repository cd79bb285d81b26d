import { isSettled, type Message } from '@contract/messages.ts';
import { byPriority } from '@contract/priority.ts';

/** Not taken yet by whom it is for, and still to be. */
export const isUnread = ({ state }: Message): boolean => !isSettled(state);

/** Unread ones first, as they will be handed over: the more urgent first, and of those the older. Then the latest. */
export const inboxOrder = (a: Message, b: Message): number => {
  const unread = Number(isUnread(b)) - Number(isUnread(a));
  if (unread !== 0) return unread;
  return isUnread(a)
    ? byPriority(a.priority, b.priority) || a.storedAt - b.storedAt
    : b.storedAt - a.storedAt;
};
