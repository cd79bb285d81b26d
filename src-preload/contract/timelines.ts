import { z } from 'zod';
import { instanceIdSchema, messageIdSchema, partySchema, roleSchema, senderSchema } from './ids.ts';
import { instanceStateSchema } from './states.ts';

/** All moments are milliseconds since 1970. */
const moment = z.number();

/** A state from `from` on, until the next band of its lane or the lane's end. */
export const bandSchema = z.object({ state: instanceStateSchema, from: moment });
export type Band = z.infer<typeof bandSchema>;

/** One instance, from its birth; `to` null: it has not been terminated. A crashed one goes on: it may be started again. */
export const laneSchema = z.object({
  id: instanceIdSchema,
  role: roleSchema,
  parent: instanceIdSchema.nullable(),
  from: moment,
  to: moment.nullable(),
  bands: z.array(bandSchema),
});
export type Lane = z.infer<typeof laneSchema>;

/** A message, from when it was stored to when it was accepted; null: it has not been. */
export const arrowSchema = z.object({
  message: messageIdSchema,
  from: senderSchema,
  to: partySchema,
  at: moment,
  acceptedAt: moment.nullable(),
  seq: z.number().int(),
});
export type Arrow = z.infer<typeof arrowSchema>;

export const markerKinds = [
  'commit',
  'merge', // a branch is in its target, or was taken out of it again
  'conflict', // two have changed the same, or a merge found so
  'lock', // granted, or refused
  'blocker', // reported, or what needs a person
  'restart', // a program was started again
  'failure', // a crash, a failed task, merge or message
  'task', // completed or accepted
  'person', // something the person did
] as const;
export const markerKindSchema = z.enum(markerKinds);
export type MarkerKind = z.infer<typeof markerKindSchema>;

/** An event that stands out; `lane` null: of the run as a whole. */
export const markerSchema = z.object({
  seq: z.number().int(),
  at: moment,
  kind: markerKindSchema,
  lane: instanceIdSchema.nullable(),
});
export type Marker = z.infer<typeof markerSchema>;

/** What a run looks like from afar: lanes in the order of their birth, arrows and markers in the order of their events. */
export const timelineSchema = z.object({
  lanes: z.array(laneSchema),
  arrows: z.array(arrowSchema),
  markers: z.array(markerSchema),
});
export type Timeline = z.infer<typeof timelineSchema>;
