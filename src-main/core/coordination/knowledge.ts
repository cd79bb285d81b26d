import type { Decision, Knowledge } from '@contract/knowledge.ts';
import { concerns, type knowledgeVerbs } from '@contract/knowledge-verbs.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { VerbOutput, VerbParsed } from '@contract/verbs.ts';
import type { Crew } from '../hierarchy/crew.ts';
import { actorOf } from '../ledger.ts';
import type { Caller } from '../model/caller.ts';
import type { Rooms } from '../room.ts';
import { claimsStayInside } from './lock-paths.ts';

/** What a project knows and has decided. Values are not in the view: there may be thousands, and few are looked at. */
export const knowledgeRooms = (crew: Crew): Rooms<keyof typeof knowledgeVerbs> => ({
  'knowledge.record': (caller, input) => record(crew, caller, input),
  'knowledge.get': (_caller, input) => find(crew, input),
  'knowledge.forget': (caller, { key }) => forget(crew, caller, key),
  'decisions.record': async (caller, input) => {
    const claims = input.paths.map((path, at) => ({ path, field: `paths.${at}` }));
    const inside = await claimsStayInside(crew, caller, claims);
    return inside.ok ? decide(crew, caller, input) : inside;
  },
  'decisions.list': async (caller, { all, path, limit }) => {
    const claims = path === undefined ? [] : [{ path, field: 'path' }];
    const inside = await claimsStayInside(crew, caller, claims);
    if (!inside.ok) return inside;
    const known = crew.ports.store.decisions(all);
    const wanted = path === undefined ? known : known.filter(({ paths }) => concerns(paths, path));
    return ok(wanted.slice(0, limit));
  },
});

const latest = (crew: Crew, key: string): Knowledge | undefined =>
  crew.ports.store.knowledgeVersions(key, 1)[0];

const kept = (crew: Crew, key: string): Result<Knowledge> => {
  const entry = latest(crew, key);
  return entry === undefined ? fail('internal', `${key} was not kept`, 'Report this.') : ok(entry);
};

const record = (
  crew: Crew,
  caller: Caller,
  { key, value }: VerbParsed<'knowledge.record'>,
): Result<Knowledge> => {
  const before = latest(crew, key);
  // What is known already is no news: a model that says it twice makes no version.
  if (before?.value === value) return ok(before);
  const version = (before?.version ?? 0) + 1;
  crew.ledger.append([{ kind: 'knowledge.recorded', data: { key, version, value }, actor: actorOf(caller) }]);
  return kept(crew, key);
};

const notKnown = (key: string): Result<never> =>
  fail('not_found', `nothing is known of ${key}`, 'Look for it by words, or by the namespace it is under.', {
    field: 'key',
  });

const find = (
  crew: Crew,
  { key, history, under, words, skip, limit }: VerbParsed<'knowledge.get'>,
): Result<VerbOutput<'knowledge.get'>> => {
  const { store } = crew.ports;
  if (key === undefined) {
    const { entries, total } = store.knowledge({ under, words, skip, limit });
    return ok({ entries: [...entries], total });
  }
  const entries = store.knowledgeVersions(key, history ? limit : 1);
  if (entries.length === 0 || (!history && entries[0]?.value === null)) return notKnown(key);
  return ok({ entries: [...entries], total: history ? (entries[0]?.version ?? 0) : 1 });
};

const forget = (crew: Crew, caller: Caller, key: string): Result<Knowledge> => {
  const before = latest(crew, key);
  if (before === undefined || before.value === null) return notKnown(key);
  const mayForget =
    caller.kind === 'person' || before.author === caller.id || crew.instance(caller.id)?.role === 'executive';
  if (!mayForget) {
    return fail(
      'refused',
      `${key} was recorded by ${before.author}`,
      `Ask ${before.author} or your executive, or record what is right in its place.`,
      { field: 'key' },
    );
  }
  crew.ledger.append([
    { kind: 'knowledge.forgotten', data: { key, version: before.version + 1 }, actor: actorOf(caller) },
  ]);
  return kept(crew, key);
};

const decide = (
  crew: Crew,
  caller: Caller,
  { title, text, paths, replaces }: VerbParsed<'decisions.record'>,
): Result<Decision> => {
  const { store } = crew.ports;
  if (replaces !== undefined) {
    const before = store.decisions(true).find(({ id }) => id === replaces);
    if (before === undefined)
      return fail('not_found', `no decision ${replaces}`, 'List the decisions.', { field: 'replaces' });
    if (before.replacedBy !== null) {
      const remedy = `Read ${before.replacedBy}, and replace that where it is to be changed.`;
      return fail('wrong_state', `${replaces} was replaced by ${before.replacedBy}`, remedy, {
        field: 'replaces',
      });
    }
  }
  const decision = `dec_${store.lastDecision() + 1}`;
  const data = { decision, title, text, paths, replaces: replaces ?? null };
  crew.ledger.append([{ kind: 'decision.recorded', data, actor: actorOf(caller) }]);
  const made = store.decisions(false).find(({ id }) => id === decision);
  return made === undefined ? fail('internal', `${decision} was not kept`, 'Report this.') : ok(made);
};
