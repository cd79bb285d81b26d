import type { PublishPlan, Remote } from '@contract/publishing.ts';
import { fail, ok, type Result, type TuttiError } from '@contract/result.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import type { Caller } from '../../model/caller.ts';
import { type PickedBranch, pickBranch, tipOf } from './pick-branch.ts';
import { baseRemote, headOf, namedCommits, pageOf, repositoryOf, wordsOf } from './plan-words.ts';

const noRemote: TuttiError = {
  code: 'not_found',
  message: 'The repository has no remote to push to.',
  remedy: 'Add one: git remote add origin URL',
  field: 'remote',
};

const noUrl = ({ name }: Remote): TuttiError => ({
  code: 'not_found',
  message: `The remote ${name} has no URL.`,
  remedy: `Give it one: git remote set-url ${name} URL`,
  field: 'remote',
});

const unknownRemote = (name: string, remotes: readonly Remote[]): Result<never> =>
  fail(
    'not_found',
    `There is no remote ${name}.`,
    remotes.length === 0
      ? noRemote.remedy
      : `Name one of those that are there: ${remotes.map((one) => one.name).join(', ')}.`,
    { field: 'remote' },
  );

/** The branch that a pull request goes into: the person's, where that remote has it, or the one that is usual there. */
const usualBase = async (crew: Crew, into: Remote, as: string): Promise<Result<string>> => {
  const { publisher, branches } = crew.ports;
  const current = await branches.current();
  if (!current.ok) return current;
  const tip = await branches.tip(current.value);
  if (!tip.ok) return tip;
  const usual = await publisher.defaultBranch(into.name);
  if (!usual.ok) return usual;
  if (tip.value === null || current.value === as) return ok(usual.value ?? current.value);
  const seen = await publisher.seen(into.name, current.value, tip.value);
  if (!seen.ok) return seen;
  return ok(seen.value === null ? (usual.value ?? current.value) : current.value);
};

/** The commits that are new there, by what was last seen of its base; of a base that is not known: by the branch here. */
const newCommits = async (crew: Crew, into: Remote | null, base: string, tip: string) => {
  const { publisher, branches } = crew.ports;
  const seen = into === null ? ok(null) : await publisher.seen(into.name, base, tip);
  if (!seen.ok) return seen;
  const from = seen.value?.tip ?? base;
  const known = await branches.commitOf(from);
  if (!known.ok) return known;
  return known.value === null ? ok([]) : branches.commits(known.value, tip, namedCommits);
};

const uncommittedOf = async (crew: Crew, { id }: PickedBranch): Promise<number | null> => {
  const instance = id === null ? undefined : crew.instance(id);
  if (instance === undefined) return null;
  const counted = await crew.ports.worktrees.uncommitted(instance.cwd);
  return counted.ok ? counted.value : null;
};

/** What can be said without a remote. */
const nowhere = async (crew: Crew, picked: PickedBranch, tip: string, input: PlanInput) => {
  const base = input.base ?? '';
  const as = input.as ?? picked.branch;
  const gh = { state: 'elsewhere' as const, says: noRemote.message };
  const place = { remote: null, as, seen: null, gh, repository: null, head: as, base, page: null };
  return withWords(crew, picked, tip, null, { ...place, remotes: [], trouble: noRemote });
};

type Placed = Omit<PublishPlan, 'branch' | 'id' | 'tip' | 'subject' | 'title' | 'body' | 'uncommitted'>;
type PlanInput = VerbParsed<'publish.plan'>;

const withWords = async (
  crew: Crew,
  picked: PickedBranch,
  tip: string,
  into: Remote | null,
  placed: Placed,
): Promise<Result<PublishPlan>> => {
  const commits = placed.base === '' ? ok([]) : await newCommits(crew, into, placed.base, tip);
  if (!commits.ok) return commits;
  const instance = picked.id === null ? undefined : crew.instance(picked.id);
  return ok({
    ...placed,
    ...picked,
    ...wordsOf(commits.value, instance, picked.branch),
    tip,
    subject: commits.value[0]?.subject ?? '',
    uncommitted: await uncommittedOf(crew, picked),
  });
};

/** What publishing would do, of one branch. Changes nothing. */
export const planPublishing = async (
  crew: Crew,
  caller: Caller,
  input: PlanInput & { readonly tip?: string | undefined },
): Promise<Result<PublishPlan>> => {
  const { publisher } = crew.ports;
  const picked = pickBranch(crew, caller, input);
  if (!picked.ok) return picked;
  const tip = await tipOf(crew, picked.value.branch, input.tip);
  if (!tip.ok) return tip;
  const found = await publisher.remotes();
  if (!found.ok) return found;
  const remotes = [...found.value];
  const remote = input.remote === undefined ? remotes[0] : remotes.find(({ name }) => name === input.remote);
  if (remote === undefined)
    return input.remote === undefined
      ? nowhere(crew, picked.value, tip.value, input)
      : unknownRemote(input.remote, remotes);
  const as = input.as ?? picked.value.branch;
  const into = baseRemote(remotes, remote);
  const base = input.base === undefined ? await usualBase(crew, into, as) : ok(input.base);
  if (!base.ok) return base;
  const seen = await publisher.seen(remote.name, as, tip.value);
  if (!seen.ok) return seen;
  const repository = repositoryOf(into);
  const gh =
    into.host === null
      ? { state: 'elsewhere' as const, says: `${into.name} is none of GitHub’s` }
      : await publisher.gh(into.host);
  const head = headOf(remote, into, as);
  return withWords(crew, picked.value, tip.value, into, {
    ...{ remotes, remote: remote.name, as, seen: seen.value, gh, repository, head, base: base.value },
    page: pageOf({ repository: into, head, base: base.value, isGitHub: gh.state === 'ready' }),
    trouble: remote.urls.length === 0 ? noUrl(remote) : null,
  });
};
