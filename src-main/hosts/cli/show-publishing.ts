import { pullRequestArguments, pushArguments, shownCommand, typedPush } from '@contract/publish-commands.ts';
import type { Published, PublishPlan, PullRequest } from '@contract/publishing.ts';
import { columns } from './columns.ts';
import type { Paints } from './paint.ts';

type Words = Pick<PullRequest, 'title' | 'body' | 'draft'> | null;

const seenWords = ({ seen, as, remote }: PublishPlan): string => {
  if (seen === null) return 'new there';
  const behind =
    seen.behind === 0 ? '' : `, and lacks ${seen.behind} of ${remote}/${as}: it would be refused`;
  return `${seen.ahead} new there, as last seen${behind}`;
};

/** The commands that `--yes` runs, in order. */
const willRun = (plan: PublishPlan, words: Words): string[] => {
  const { remote, tip, as, repository, head, base } = plan;
  if (remote === null) return [];
  const push = shownCommand('git', pushArguments({ remote, tip, as }));
  if (words === null || repository === null || plan.gh.state === 'elsewhere') return [push];
  return [push, shownCommand('gh', pullRequestArguments({ repository, head, base }, words))];
};

/** What a person does where `gh` can't. */
const byHand = ({ gh, page, branch, remote, as }: PublishPlan, words: Words): string[] => {
  if (words === null || gh.state === 'ready' || remote === null) return [];
  return [
    `No pull request can be opened from here: ${gh.says}. By hand:`,
    `  ${typedPush(branch, { remote, as })}`,
    ...(page === null ? [] : [`  ${page}`]),
  ];
};

/** What publishing would do. */
export const planText = (plan: PublishPlan, words: Words, paints: Paints): string => {
  const { branch, subject, tip, remote, remotes, as, base, repository, trouble, uncommitted } = plan;
  if (trouble !== null) return `${trouble.message}\n${trouble.remedy}\n`;
  const url = remotes.find(({ name }) => name === remote)?.urls.join(', ') ?? '';
  const rows = [
    ['branch', `${branch}  ${paints.dim(`${tip.slice(0, 10)} ${subject}`)}`],
    ['to', `${remote} as ${as}  ${paints.dim(url)}`],
    ['there', seenWords(plan)],
    ...(words === null || repository === null ? [] : [['pull request', `into ${base} of ${repository}`]]),
    ...(uncommitted === null || uncommitted === 0 ? [] : [['stays here', `${uncommitted} not committed`]]),
  ];
  const hand = byHand(plan, words);
  const runs = willRun(plan, words).map((line) => `  ${line}`);
  return [
    columns(rows).trimEnd(),
    ...(hand.length > 0 ? hand : ['', 'Nothing has been done. With --yes this is run:', ...runs]),
    '',
  ].join('\n');
};

export const publishedText = (
  { branch, remote, as, upToDate, link, pullRequest, trouble }: Published,
  paints: Paints,
): string => {
  const there = as === branch ? remote : `${remote} as ${as}`;
  return [
    upToDate ? `${branch} was on ${there} already.` : `${branch} is on ${there}.`,
    ...(pullRequest === null
      ? []
      : [`${pullRequest.existing ? 'It has a pull request' : 'Pull request'}: ${pullRequest.url}`]),
    ...(pullRequest === null && link !== null ? [paints.dim(link)] : []),
    ...(trouble === null ? [] : [`${trouble.message}\n${trouble.remedy}`]),
    '',
  ].join('\n');
};
