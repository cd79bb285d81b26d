import type { Published, PublishPlan, PullRequest } from '@contract/publishing.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { VerbOutput, VerbParsed } from '@contract/verbs.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import type { Keeper } from '../../keeper.ts';
import { actorOf, type Fact } from '../../ledger.ts';
import type { Caller } from '../../model/caller.ts';
import { pickBranch } from './pick-branch.ts';
import { planPublishing } from './plan-publishing.ts';

type Push = VerbParsed<'publish.push'>;

/** A plan that can be followed. */
type Way = PublishPlan & { readonly remote: string };

const wayOf = (plan: PublishPlan): Result<Way> => {
  if (plan.trouble !== null) return { ok: false, error: plan.trouble };
  const { remote } = plan;
  return remote === null
    ? fail('not_found', 'There is no remote to push to.', 'Add one: git remote add origin URL')
    : ok({ ...plan, remote });
};

const field = { field: 'pullRequest' };

/** What would make a pull request fail is told before anything is pushed. */
const checkPullRequest = ({ gh, repository, head, base, page }: PublishPlan): Result<void> => {
  const byHand = page === null ? 'Publish it without one.' : `Publish it without one, and open it at ${page}`;
  if (head === base)
    return fail('bad_input', `A pull request can’t go from ${base} into itself.`, 'Choose another base.', {
      field: 'base',
    });
  if (repository === null || gh.state === 'elsewhere')
    return fail('unsupported', `gh opens pull requests at GitHub only: ${gh.says}.`, byHand, field);
  if (gh.state === 'missing')
    return fail('unsupported', 'gh is not installed.', `Install it (cli.github.com). ${byHand}`, field);
  if (gh.state === 'logged-out')
    return fail(
      'unsupported',
      `${gh.says}.`,
      `Log in at a terminal: gh auth login --hostname ${repository.split('/', 1)[0]}`,
      field,
    );
  return ok(undefined);
};

/** What leaves the machine: one push of a branch at a time, each of which can be ended. */
export class Publishing implements Keeper {
  readonly #crew: Crew;
  readonly #underWay = new Map<string, AbortController>();

  constructor(crew: Crew) {
    this.#crew = crew;
  }

  plan(caller: Caller, input: VerbParsed<'publish.plan'>): Promise<Result<PublishPlan>> {
    return planPublishing(this.#crew, caller, input);
  }

  async push(caller: Caller, input: Push): Promise<Result<Published>> {
    const picked = pickBranch(this.#crew, caller, input);
    if (!picked.ok) return picked;
    const { branch } = picked.value;
    if (this.#underWay.has(branch))
      return fail('wrong_state', `${branch} is being published already.`, 'Wait for it, or cancel it.');
    const ending = new AbortController();
    this.#underWay.set(branch, ending);
    try {
      return await this.#publish(caller, input, ending.signal);
    } finally {
      this.#underWay.delete(branch);
    }
  }

  cancel(caller: Caller, input: VerbParsed<'publish.cancel'>): Result<VerbOutput<'publish.cancel'>> {
    const picked = pickBranch(this.#crew, caller, input);
    if (!picked.ok) return picked;
    const ending = this.#underWay.get(picked.value.branch);
    ending?.abort();
    return ok({ cancelled: ending !== undefined });
  }

  /** What is under way is ended: the next host knows nothing of it, and a push that was broken off has changed nothing there. */
  stop(): void {
    for (const ending of this.#underWay.values()) ending.abort();
  }

  async #publish(caller: Caller, input: Push, signal: AbortSignal): Promise<Result<Published>> {
    const { pullRequest, ...rest } = input;
    const base = pullRequest?.base;
    const planned = await planPublishing(this.#crew, caller, {
      ...rest,
      ...(base === undefined ? {} : { base }),
    });
    if (!planned.ok) return planned;
    const way = wayOf(planned.value);
    if (!way.ok) return way;
    const may = pullRequest === null ? ok(undefined) : checkPullRequest(way.value);
    return may.ok ? this.#go(caller, way.value, pullRequest, signal) : may;
  }

  async #go(
    caller: Caller,
    way: Way,
    words: PullRequest | null,
    signal: AbortSignal,
  ): Promise<Result<Published>> {
    const { branch, id, remote, as, tip } = way;
    const of = { branch, id, remote, as };
    const pushed = await this.#crew.ports.publisher.push({ remote, tip, as }, signal);
    if (!pushed.ok) {
      const reason = pushed.error.message.slice(0, 2000);
      this.#tell(caller, { kind: 'branch.unpublished', data: { ...of, step: 'push', reason } });
      return pushed;
    }
    const { upToDate, says, link } = pushed.value;
    this.#tell(caller, { kind: 'branch.published', data: { ...of, tip, upToDate, link } });
    const done = { ...of, tip, upToDate, says, link, pullRequest: null, trouble: null };
    return words === null ? ok(done) : this.#propose(caller, way, words, done, signal);
  }

  async #propose(
    caller: Caller,
    { branch, id, remote, as, repository, head, base }: Way,
    words: PullRequest,
    done: Published,
    signal: AbortSignal,
  ): Promise<Result<Published>> {
    const of = { branch, id, remote, as };
    // It was checked that there is one.
    const place = { repository: repository ?? '', head, base };
    const opened = await this.#crew.ports.publisher.openPullRequest(place, words, signal);
    if (opened.ok) {
      this.#tell(caller, { kind: 'branch.proposed', data: { ...of, base, ...opened.value } });
      return ok({ ...done, pullRequest: opened.value });
    }
    const reason = opened.error.message.slice(0, 2000);
    this.#tell(caller, { kind: 'branch.unpublished', data: { ...of, step: 'pull-request', reason } });
    return ok({ ...done, trouble: opened.error });
  }

  /** A host that has let go writes nothing more. */
  #tell(caller: Caller, fact: Fact): void {
    if (!this.#crew.stopped) this.#crew.ledger.append([{ ...fact, actor: actorOf(caller) }]);
  }
}
