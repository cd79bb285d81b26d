import type { Instance } from '@contract/instances.ts';
import type { Profile } from '@contract/profiles.ts';
import { fail, ok, type Result } from '@contract/result.ts';

/** Whether a child may work in its parent's worktree. `root`: the person's own checkout. */
export const checkSharing = (parent: Instance | null, profile: Profile, root: string): Result<void> => {
  const field = { field: 'place' };
  if (parent === null || parent.role !== 'manager')
    return fail(
      'refused',
      'only a manager’s worktree is shared',
      'Spawn it below a manager, or leave "place" out.',
      field,
    );
  if (parent.branch === null || parent.cwd === root)
    return fail('refused', `${parent.id} has no worktree of its own`, 'Leave "place" out.', field);
  // Each would write over the other's: its role, and what it calls Tutti with.
  if (profile.prompt.file !== undefined || Object.keys(profile.worktreeFiles).length > 0)
    return fail(
      'refused',
      `${profile.name} keeps files of its own in the worktree, so each instance needs one for itself`,
      'Leave "place" out, or choose another profile.',
      field,
    );
  return ok(undefined);
};
