import { z } from 'zod';
import { cleanableSchema } from './clean-up.ts';
import { instanceIdSchema } from './ids.ts';
import { keptIdSchema, keptLimits, keptReasonSchema, keptWorkSchema } from './kept-work.ts';

const reason = z.string().max(2000);

/** Which work, and whose, so that an event tells by itself whom it concerns. */
const of = { work: keptIdSchema, id: instanceIdSchema };

export const workEvents = {
  /** A ref keeps it: told once that ref is there. */
  'work.saved': keptWorkSchema
    .pick({ ref: true, commit: true, branch: true, kind: true, why: true, files: true })
    .extend({ ...of, left: z.array(z.string().max(4096)).max(keptLimits.left) }),
  /** It could not be kept, and why. It lies where it lay. */
  'work.unsaved': z.object({ id: instanceIdSchema, why: keptReasonSchema, reason }),
  /** It has a worktree and a branch again. */
  'work.restored': z.object({ ...of, worktree: z.string(), branch: z.string() }),
  /** Its ref is gone: a branch has the commit, the person said so, or somebody took it away by hand. */
  'work.dropped': z.object({ ...of, reason }),
  /** A worktree or branch is about to be taken away: a host that dies meanwhile leaves what its next needs to end it. */
  'work.cleaning': cleanableSchema.pick({ name: true, worktree: true, branch: true, tip: true }),
  'work.cleaned': cleanableSchema.pick({ name: true }),
  /** It could not be taken away after all, or not all of it. */
  'work.stayed': cleanableSchema.pick({ name: true }).extend({ reason }),
  /** What was broken off in a worktree (a host that died, a full disk) is whole again; `what` says where and how, in a sentence. */
  'work.mended': z.object({ what: reason }),
} as const;
