import type { PublishPlan, Remote } from '@contract/publishing.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { VerbOutput } from '@contract/verbs.ts';
import type { Handlers } from './mock-rooms.ts';
import type { EventTape } from './sample-events.ts';

/** How the way out is: all is well, gh is missing, there is no remote, or the other side refuses. */
export type PublishScene = 'ready' | 'no-gh' | 'no-remote' | 'refused';

const remote = (name: string, path: string): Remote => ({
  ...{ name, urls: [`git@github.com:${path}.git`], host: 'github.com', path },
});

const noRemote = {
  code: 'not_found' as const,
  message: 'The repository has no remote to push to.',
  remedy: 'Add one: git remote add origin URL',
};

const planOf = (branch: string, id: string, name: string, scene: PublishScene): PublishPlan => ({
  ...{ branch, id, tip: 'b'.repeat(40), subject: 'Refuse tokens of another audience', as: branch },
  remotes:
    scene === 'no-remote' ? [] : [remote('origin', 'ada/orders-api'), remote('fork', 'grace/orders-api')],
  remote: scene === 'no-remote' ? null : name,
  seen: scene === 'refused' ? { tip: 'c'.repeat(40), ahead: 2, behind: 1 } : null,
  gh: scene === 'no-gh' ? { state: 'missing', says: 'gh is not installed' } : { state: 'ready', says: '' },
  ...{ repository: 'github.com/ada/orders-api', head: branch, base: 'main' },
  ...{ title: 'Token refresh', body: '- Add the claims\n- Refuse tokens of another audience' },
  page: `https://github.com/ada/orders-api/compare/main...${branch}?expand=1`,
  uncommitted: 2,
  trouble: scene === 'no-remote' ? noRemote : null,
});

const refused = fail(
  'wrong_state',
  'origin has commits on it that this branch does not have (fetch first).',
  'Bring them in first (git fetch origin), or publish under another name. It is never forced.',
  { details: '! [rejected] (fetch first)' },
);

export const publishHandlers = (tape: EventTape, scene: PublishScene): Handlers => {
  const branchOf = (id: string | undefined): string => tape.view.instances[id ?? '']?.branch ?? 'main';
  return {
    'publish.plan': ({ id, remote: name }) =>
      ok(planOf(branchOf(id), id ?? 'exec_1', name ?? 'origin', scene)),
    'publish.cancel': () => ok({ cancelled: false }),
    'publish.push': ({
      id,
      as,
      remote: name = 'origin',
      pullRequest,
    }): Result<VerbOutput<'publish.push'>> => {
      if (scene === 'refused') return refused;
      const branch = branchOf(id);
      const of = { branch, id: id ?? null, remote: name, as: as ?? branch };
      const tip = 'b'.repeat(40);
      const url = 'https://github.com/ada/orders-api/pull/7';
      tape.add('branch.published', { ...of, tip, upToDate: false, link: null });
      if (pullRequest !== null) tape.add('branch.proposed', { ...of, base: 'main', url, existing: false });
      return ok({
        ...{ ...of, tip, upToDate: false, says: 'Resolving deltas: done.', trouble: null },
        link: pullRequest === null ? `https://github.com/ada/orders-api/pull/new/${of.as}` : null,
        pullRequest: pullRequest === null ? null : { url, existing: false },
      });
    },
  };
};
