import { branchNameSchema } from '@contract/merges.ts';
import { pullRequestArguments, pushArguments, shownCommand, typedPush } from '@contract/publish-commands.ts';
import { type PublishPlan, type PullRequest, pullRequestSchema } from '@contract/publishing.ts';

/** What the person has typed; null: as the plan has it. */
export type PublishForm = {
  readonly as: string | null;
  readonly propose: boolean;
  readonly title: string | null;
  readonly body: string | null;
  readonly base: string | null;
  readonly draft: boolean;
};

export const untouched: PublishForm = {
  as: null,
  propose: false,
  title: null,
  body: null,
  base: null,
  draft: false,
};

/** The form with the plan's own words where nothing was typed. */
export type Filled = { readonly as: string; readonly pullRequest: PullRequest & { readonly base: string } };

export const filled = (form: PublishForm, plan: PublishPlan): Filled => ({
  as: form.as ?? plan.as,
  pullRequest: {
    title: form.title ?? plan.title,
    body: form.body ?? plan.body,
    base: form.base ?? plan.base,
    draft: form.draft,
  },
});

/** As `gh` is told the branch: with its owner where it lies in a fork. */
const headFor = ({ head }: PublishPlan, as: string): string =>
  head.includes(':') ? `${head.slice(0, head.indexOf(':'))}:${as}` : as;

/** Why no pull request can be opened from here; null: it can. */
export const proposalTrouble = (plan: PublishPlan, as: string, base: string): string | null => {
  if (plan.gh.state === 'missing') return 'gh is not installed here.';
  if (plan.gh.state !== 'ready' && plan.gh.state !== 'unknown') return `${plan.gh.says}.`;
  if (plan.repository === null) return 'The remote’s address tells no repository.';
  return headFor(plan, as) === base ? `${base} can’t go into itself: choose another name or base.` : null;
};

export type Wrong = { readonly as?: string; readonly base?: string; readonly title?: string };

const first = (parsed: { error?: { issues: readonly { message: string }[] } | undefined }) =>
  parsed.error?.issues[0]?.message;

/** What is wrong with what was typed, by field. */
export const mistakes = ({ as, pullRequest }: Filled, propose: boolean): Wrong => {
  const name = first(branchNameSchema.safeParse(as));
  const base = propose ? first(branchNameSchema.safeParse(pullRequest.base)) : undefined;
  const title = propose ? first(pullRequestSchema.shape.title.safeParse(pullRequest.title)) : undefined;
  return {
    ...(name === undefined ? {} : { as: name }),
    ...(base === undefined ? {} : { base }),
    ...(title === undefined ? {} : { title }),
  };
};

/** What is run, to the letter. */
export const commandsOf = (plan: PublishPlan, { as, pullRequest }: Filled, propose: boolean): string[] => {
  const { remote, tip, repository } = plan;
  if (remote === null) return [];
  const push = shownCommand('git', pushArguments({ remote, tip, as }));
  if (!propose || repository === null) return [push];
  const place = { repository, head: headFor(plan, as), base: pullRequest.base };
  return [push, shownCommand('gh', pullRequestArguments(place, pullRequest))];
};

/** What a person types where `gh` can't open it. */
export const byHand = (plan: PublishPlan, { as, pullRequest }: Filled): string[] => {
  const { remote, branch, repository, gh } = plan;
  if (remote === null) return [];
  const push = typedPush(branch, { remote, as });
  if (repository === null || gh.state === 'elsewhere') return [push];
  const place = { repository, head: headFor(plan, as), base: pullRequest.base };
  const host = repository.split('/', 1)[0] ?? '';
  const login = gh.state === 'logged-out' ? [shownCommand('gh', ['auth', 'login', '--hostname', host])] : [];
  return [push, ...login, shownCommand('gh', pullRequestArguments(place, pullRequest))];
};
