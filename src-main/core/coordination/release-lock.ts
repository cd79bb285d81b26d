import { conflicts, type Lock, lockOfToken, samePaths } from '@contract/locks.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import type { Crew } from '../hierarchy/crew.ts';
import type { Caller } from '../model/caller.ts';
import { namePaths } from '../model/lock-words.ts';
import { partyOf } from './acquire-lock.ts';

type Named = VerbParsed<'locks.release'>;

const listThem = 'Look with listLocks (tutti locks) for what is held.';

const whose = (caller: Caller, lock: Lock): string =>
  lock.holder === partyOf(caller) ? 'you hold it' : `${lock.holder} holds it`;

/** A token that is no longer one: what became of its lock, and who has the newer. */
const oldToken = (crew: Crew, caller: Caller, token: number): Result<never> => {
  const { store, ledger } = { store: crew.ports.store, ledger: crew.ledger };
  const [grant] = store.events({ after: token - 1, limit: 1, newest: false });
  if (grant?.kind !== 'lock.granted' || grant.seq !== token || grant.run !== crew.run)
    return fail('not_found', `no lock of this run was granted with token ${token}`, listThem, {
      field: 'token',
    });
  const { paths } = grant.data;
  // Whoever has any of it now, its former holder too.
  const probe = { holder: '', mode: 'exclusive', paths } as const;
  const newer = ledger.view.locks.filter((lock) => lock.state === 'held' && conflicts(probe, lock));
  const now =
    newer.length === 0
      ? 'nobody holds it now'
      : newer.map((lock) => `${whose(caller, lock)} now with token ${lock.token}`).join(', ');
  return fail(
    'wrong_state',
    `token ${token} is old: that lock on ${namePaths(paths)} has ended, and ${now}`,
    'Lock it again before you change anything there.',
    { field: 'token' },
  );
};

const byToken = (crew: Crew, caller: Caller, token: number): Result<Lock> => {
  const lock = lockOfToken(crew.ledger.view.locks, token);
  return lock === undefined ? oldToken(crew, caller, token) : ok(lock);
};

const byId = (crew: Crew, id: string): Result<Lock> => {
  const lock = crew.ledger.view.locks.find((one) => one.id === id);
  return lock === undefined
    ? fail('not_found', `no ${id} in this run; it may have ended`, listThem, { field: 'lock' })
    : ok(lock);
};

/** The caller's own, held and waited for, on exactly these. */
const byPaths = (crew: Crew, caller: Caller, paths: readonly string[]): Result<Lock[]> => {
  const mine = crew.ledger.view.locks.filter(({ holder }) => holder === partyOf(caller));
  const found = mine.filter((lock) => samePaths(lock, { paths: [...paths] }));
  if (found.length > 0) return ok(found);
  const has = mine
    .slice(0, 12)
    .map(({ token, id, paths: of }) => `${token === null ? id : `token ${token}`} (${namePaths(of)})`);
  const own = has.length === 0 ? 'you hold none' : `yours are ${has.join('; ')}`;
  return fail(
    'not_found',
    `you have no lock on just ${namePaths(paths)}; ${own}`,
    'Name all paths of one lock, or its token.',
    {
      field: 'paths',
    },
  );
};

/** The locks and requests that a caller means and may end. `paths` are claims by now. */
export const namedLocks = (crew: Crew, caller: Caller, named: Named): Result<Lock[]> => {
  const { token, paths, lock: id } = named;
  if ([token, paths, id].filter((one) => one !== undefined).length !== 1)
    return fail('bad_input', 'say one of token, paths and lock', 'Name the lock in one way.', {
      field: 'token',
    });
  if (paths !== undefined) return byPaths(crew, caller, paths);
  const found = token === undefined ? byId(crew, id ?? '') : byToken(crew, caller, token);
  if (!found.ok) return found;
  if (caller.kind === 'person' || found.value.holder === caller.id) return ok([found.value]);
  return fail(
    'refused',
    `that lock on ${namePaths(found.value.paths)} is ${found.value.holder}’s`,
    'Ask its holder, or your parent, or wait for it with lockFiles.',
    { field: token === undefined ? 'lock' : 'token' },
  );
};
