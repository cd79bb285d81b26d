import type { PublishPlan } from '@contract/publishing.ts';
import { countWords } from '../design/time-words.ts';

type Known = Pick<PublishPlan, 'as' | 'remote' | 'seen' | 'uncommitted'>;

const lacking = (there: string, behind: number): string => {
  const them = behind === 1 ? 'it' : 'them';
  return `As last seen, ${there} has ${countWords(behind, 'commit')} that this branch lacks: the push would be refused. Merge ${them} first, or choose another name. The push is never forced.`;
};

/** What the person should know before a branch goes, as whole sentences. `as`: the name that is now chosen for it there. */
export const publishNotes = ({ seen, uncommitted, remote, ...plan }: Known, as: string): string[] => {
  // What was seen there is known of the name that was proposed alone.
  const known = as === plan.as ? seen : null;
  return [
    ...(known !== null && known.behind > 0 ? [lacking(`${remote}/${as}`, known.behind)] : []),
    ...(known?.ahead === 0 ? [`${remote} has all of it already.`] : []),
    ...(uncommitted === null || uncommitted === 0
      ? []
      : [
          uncommitted === 1
            ? '1 file in its worktree is not committed and stays here.'
            : `${uncommitted} files in its worktree are not committed and stay here.`,
        ]),
  ];
};
