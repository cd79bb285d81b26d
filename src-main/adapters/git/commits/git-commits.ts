import { join } from 'node:path';
import { fail, ok } from '@contract/result.ts';
import type { WorkCommits } from '../../../core/ports/work-commits.ts';
import { replaceWhole } from '../../system/write-whole.ts';
import { type GroundOptions, groundOf } from '../branches/ground.ts';
import { commitWork } from './commit-work.ts';
import { tipWith } from './tip-with.ts';

export const commitRulesFile = (stateFolder: string): string => join(stateFolder, 'commit-rules.json');

/** Commits in the worktrees of a repository, by the git of this machine. */
export const gitCommits = (options: GroundOptions): WorkCommits => {
  const ground = groundOf(options);
  const file = commitRulesFile(options.stateFolder);
  return {
    writeRules: async (rules) => {
      try {
        await replaceWhole(file, `${JSON.stringify(rules)}\n`, 0o600);
        return ok(undefined);
      } catch (error) {
        if (!(error instanceof Error && 'code' in error)) throw error;
        return fail(
          'state_read_only',
          `${file} can't be written: ${error.message}`,
          `Make ${options.stateFolder} writable, or free some space there.`,
        );
      }
    },
    commitWork: (of) => commitWork(ground, of),
    tipWith: (branch, trailer) => tipWith(ground, branch, trailer),
  };
};
