import type { EventKind, TuttiEvent } from '@contract/events.ts';

export type EventOf<K extends EventKind> = Extract<TuttiEvent, { kind: K }>;

/** Changes the rows that one kind of event is about. */
export type Projector<K extends EventKind> = (event: EventOf<K>) => void;

/** Changes no row: the event is all there is of it. */
export const logOnly = (): void => undefined;
