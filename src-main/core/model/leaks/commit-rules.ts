import type { CommitSettings } from '@contract/commit-settings.ts';

/** What the hook of a commit goes by, as it is kept in a file for it. */
export type CommitRules = Pick<CommitSettings, 'maxMegabytes' | 'secrets' | 'allow'>;

export const rulesOf = ({ maxMegabytes, secrets, allow }: CommitSettings): CommitRules => ({
  maxMegabytes,
  secrets,
  allow,
});
