import { actorSchema, type EventDraft, eventData, instanceOf, type TuttiEvent } from '@contract/events.ts';
import type Database from 'better-sqlite3';
import { encode } from '../system/encode.ts';

/** A draft that does not fit the contract is a bug of the caller: it throws before anything is written. */
export const checkDraft = (draft: EventDraft): EventDraft =>
  ({
    kind: draft.kind,
    data: eventData[draft.kind].parse(draft.data),
    actor: actorSchema.parse(draft.actor),
    run: draft.run,
    cause: draft.cause,
  }) as EventDraft;

/** Writes one event into the log and gives it back as it will be read. */
export const prepareAppend = (db: Database.Database) => {
  const insert = db.prepare(
    'INSERT INTO events (seq, at, kind, run, instance, cause, actor, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  return (draft: EventDraft, seq: number, at: number): TuttiEvent => {
    const { json, value } = encode(draft.data);
    const event = { seq, at, ...draft, data: value } as TuttiEvent;
    const actor = JSON.stringify(draft.actor);
    insert.run(seq, at, draft.kind, draft.run, instanceOf(event), draft.cause, actor, json);
    return event;
  };
};
