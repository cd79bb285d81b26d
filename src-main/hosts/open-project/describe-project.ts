import { basename } from 'node:path';
import type { ProjectInfo } from '@contract/machine.ts';
import type { Profiles } from '../../core/ports/profiles.ts';
import type { Worktrees } from '../../core/ports/worktrees.ts';
import type { ChosenTerminals } from './choose-terminals.ts';

/** What a window is told of a project besides its events. */
export interface ProjectDescription {
  /** As it was when it was last looked at. */
  now(): ProjectInfo;
  /** Looks again: the branch and the project's own profiles change without Tutti. */
  refresh(): Promise<ProjectInfo>;
  readonly notices: string[];
}

export const describeProject = (parts: {
  ground: { readonly root: string; readonly branch: string };
  terminals: ChosenTerminals;
  profiles: Profiles;
  worktrees: Worktrees;
  trusted(): boolean;
  rehearsal: boolean;
  notices: string[];
}): ProjectDescription => {
  const { ground, terminals, profiles, worktrees, rehearsal, notices } = parts;
  let { branch } = ground;
  let ownProfiles = false;
  const now = (): ProjectInfo => ({
    root: ground.root,
    name: basename(ground.root),
    branch,
    terminals: terminals.terminals.kind,
    terminalsNotice: terminals.notice,
    needsTrust: ownProfiles && !parts.trusted(),
    rehearsal,
    notices: [...notices],
  });
  return {
    now,
    notices,
    refresh: async () => {
      const found = await worktrees.repository();
      // A repository that is away for a moment (a mount, a rebase) is described as it was.
      if (found.ok) branch = found.value.branch;
      ownProfiles = await profiles.projectHasProfiles();
      return now();
    },
  };
};
