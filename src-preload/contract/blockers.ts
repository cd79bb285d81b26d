import { z } from 'zod';
import { instanceIdSchema, partySchema } from './ids.ts';

/** What kind of thing an instance lacks. */
export const blockerKinds = ['decision', 'access', 'dependency', 'conflict', 'other'] as const;
export const blockerKindSchema = z.enum(blockerKinds);
export type BlockerKind = z.infer<typeof blockerKindSchema>;

const asked = {
  kind: blockerKindSchema,
  /** What would let it go on; null where it did not say. */
  needs: z.string().nullable(),
  /** Whom or what that has to come from, in its own words; null where it did not say. */
  from: z.string().nullable(),
  /** Who is to help: its parent, or the person once it has climbed. */
  with: partySchema,
};

/** What `instance.changed` carries beside the blocker's text. */
export const askedHelpSchema = z.object(asked);
export type AskedHelp = z.infer<typeof askedHelpSchema>;

/** What a blocked instance needs, and who has it to answer. */
export const blockageSchema = z.object({
  ...asked,
  /** When it was reported, as milliseconds since 1970. */
  since: z.number(),
  /** Why it went on from its parent to the person; null: it did not. */
  climbed: z.string().nullable(),
});
export type Blockage = z.infer<typeof blockageSchema>;

export const blockageAt = (help: AskedHelp | undefined, at: number): Blockage | null =>
  help === undefined ? null : { ...help, since: at, climbed: null };

/** The same blocker, with the person now. */
export const climbedBlockage = (blockage: Blockage | null, reason: string): Blockage | null =>
  blockage === null ? null : { ...blockage, with: 'person', climbed: reason };

/** Why a parent does not answer: it has ended, is blocked itself, has said that it can't, or let the time pass. */
export const climbCauses = ['ended', 'blocked', 'declined', 'unanswered'] as const;
export type ClimbCause = (typeof climbCauses)[number];

export const blockerEvents = {
  /** A blocker that its parent did not end is the person's now. */
  'blocker.climbed': z.object({
    id: instanceIdSchema,
    parent: instanceIdSchema,
    why: z.enum(climbCauses),
    /** The same in words. */
    reason: z.string(),
  }),
} as const;
