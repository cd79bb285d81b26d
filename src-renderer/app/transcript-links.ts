import { parseEnvelope } from '@contract/envelope.ts';
import { instanceOf, type TuttiEvent } from '@contract/events.ts';
import type { Message } from '@contract/messages.ts';
import type { TranscriptEntry } from '@contract/transcripts.ts';
import type { Place } from '../transcript/index.ts';

/** A place in the transcript of an instance. */
export type Link = { readonly id: string; readonly place: Place };

/** Where a message stands: in the conversation of whom it is for, and of what is for the person in its sender's. */
export const linkOfMessage = ({
  id,
  from,
  to,
  storedAt,
}: Pick<Message, 'id' | 'from' | 'to' | 'storedAt'>): Link | null => {
  const whose = to === 'person' ? from : to;
  return whose === 'person' || whose === 'tutti'
    ? null
    : { id: whose, place: { around: id, near: storedAt } };
};

/** What an instance's agent itself did or was told: its conversation may tell more of it. */
const isOfAgent = ({ kind }: TuttiEvent): boolean =>
  kind === 'instance.changed' ||
  kind === 'instance.planned' ||
  kind === 'instance.progressed' ||
  kind === 'instance.answered' ||
  kind === 'instance.limited' ||
  kind === 'instance.used';

/** Where an event stands in a transcript: a call or a message by its name, what else an agent did by its time. */
export const linkOfEvent = (event: TuttiEvent): Link | null => {
  const id = instanceOf(event);
  if (id === null) return null;
  if (event.kind === 'instance.worked') return { id, place: { around: event.data.use.call, near: event.at } };
  if (event.kind === 'instance.conversed') return { id, place: { around: null, near: null } };
  if ('message' in event.data) return { id, place: { around: event.data.message, near: event.at } };
  return isOfAgent(event) ? { id, place: { around: null, near: event.at } } : null;
};

/** The event nearest in time, of several with one name. */
const nearest = (events: readonly TuttiEvent[], at: number | null): number | null => {
  let best: TuttiEvent | undefined;
  for (const event of events)
    if (best === undefined || (at !== null && Math.abs(event.at - at) < Math.abs(best.at - at))) best = event;
  return best?.seq ?? null;
};

/** Finds the event of a transcript's entry: that of its call, or of the message that it is. */
export const indexEvents = (
  recent: readonly TuttiEvent[],
  id: string,
): ((entry: TranscriptEntry) => number | null) => {
  const byName = new Map<string, TuttiEvent[]>();
  for (const event of recent) {
    const name =
      event.kind === 'instance.worked' && event.data.id === id
        ? `call ${event.data.use.call}`
        : event.kind === 'message.stored'
          ? event.data.message
          : null;
    if (name === null) continue;
    const same = byName.get(name);
    if (same === undefined) byName.set(name, [event]);
    else same.push(event);
  }
  return ({ kind, call, text, at }) => {
    const name = kind === 'prompt' ? parseEnvelope(text)?.id : call === null ? undefined : `call ${call}`;
    return name === undefined ? null : nearest(byName.get(name) ?? [], at);
  };
};
