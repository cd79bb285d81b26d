import { type Decision, type Knowledge, knowledgePreviewLength } from '@contract/knowledge.ts';
import { concerns } from '@contract/knowledge-verbs.ts';
import { fail, ok } from '@contract/result.ts';
import type { Handlers } from './mock-rooms.ts';
import type { EventTape } from './sample-events.ts';

const facts: readonly (readonly [key: string, value: string])[] = [
  ['api/auth/token-format', 'JWT, RS256, 15 min; claims in src/auth/claims.ts'],
  ['api/auth/refresh', 'A refresh token is used once. One that comes a second time revokes its family.'],
  ['api/errors', 'Every refusal is {"code", "message", "remedy"}; 401 names what is missing.'],
  ['db/schema/refresh-tokens', 'Table refresh_tokens(id, family, used_at); migration 0007.'],
  ['db/engine', 'SQLite 3.45 in WAL mode; one writer.'],
  ['tests/commands', 'npm test runs all; npm test -- auth only these. The suite takes 40 s.'],
  ['build/trap', 'tsc needs src/generated: run npm run generate first.'],
];

/** The last keys of the list are known by what they are: many of one kind. */
const keyOf = (at: number): readonly [string, string] =>
  facts[at] ?? [`found/file-${String(at).padStart(5, '0')}`, `Line ${at} holds what is asked for.`];

const decided = [
  ['Times are UTC', 'No zone can be lost on the way, and the browser knows its own.', ['src/api']],
  [
    'Refresh tokens in SQLite',
    'Sessions must outlive a restart; Redis would be one more service.',
    ['src/auth', 'db/**'],
  ],
  ['No default exports', 'Names stay the same wherever they are used.', []],
] as const;

/** `count` keys by the sample's instances, one of them with a history, and a few decisions. */
export const addKnowledge = (tape: EventTape, count: number): void => {
  if (count === 0) return;
  const ids = Object.keys(tape.view.instances);
  const by = (at: number) => ({ kind: 'instance', id: ids[at % ids.length] ?? 'exec_1' }) as const;
  for (let at = count - 1; at >= 0; at--) {
    const [key, value] = keyOf(at);
    if (at === 0) {
      tape.add('knowledge.recorded', { key, version: 1, value: 'JWT, HS256' }, by(1));
      tape.add('knowledge.recorded', { key, version: 2, value }, by(2));
    } else tape.add('knowledge.recorded', { key, version: 1, value }, by(at));
  }
  decided.forEach(([title, text, paths], at) => {
    const decision = { decision: `dec_${at + 1}`, title, text, paths: [...paths], replaces: null };
    tape.add('decision.recorded', decision, at === 0 ? { kind: 'person', door: 'cli' } : by(at));
  });
  const replaces = { title: 'Dates are ISO 8601 in UTC', text: 'As before, and written one way only.' };
  tape.add(
    'decision.recorded',
    { decision: 'dec_4', ...replaces, paths: ['src/api'], replaces: 'dec_1' },
    by(0),
  );
};

const authorOf = ({ actor }: EventTape['events'][number]): string =>
  actor.kind === 'instance' ? actor.id : 'person';

/** Versions of each key in the order in which the keys were last changed. */
const versionsOf = (tape: EventTape): Map<string, Knowledge[]> => {
  const found = new Map<string, Knowledge[]>();
  for (const event of tape.events) {
    if (event.kind !== 'knowledge.recorded' && event.kind !== 'knowledge.forgotten') continue;
    const { key, version } = event.data;
    const value = event.kind === 'knowledge.recorded' ? event.data.value : null;
    const entry = {
      key,
      version,
      value,
      length: value?.length ?? 0,
      author: authorOf(event),
      run: event.run,
      at: event.at,
    };
    const before = found.get(key) ?? [];
    found.delete(key);
    found.set(key, [...before, entry]);
  }
  return found;
};

const decisionsOf = (tape: EventTape): Decision[] => {
  const made: Decision[] = [];
  for (const event of tape.events) {
    if (event.kind !== 'decision.recorded') continue;
    const { decision: id, ...said } = event.data;
    for (const before of made) if (before.id === said.replaces) before.replacedBy = id;
    made.push({ ...said, id, replacedBy: null, author: authorOf(event), run: event.run, at: event.at });
  }
  return made.reverse();
};

/** What is known as the tape tells it; `trouble`: it can't be read. */
export const knowledgeHandlers = (tape: EventTape, trouble: boolean): Handlers => ({
  'knowledge.get': ({ key, history, under, words, skip, limit }) => {
    if (trouble) return fail('disk_full', 'What is known can’t be read.', 'Make room on the disk.');
    const all = versionsOf(tape);
    if (key !== undefined) {
      const entries = [...(all.get(key) ?? [])].reverse().slice(0, history ? limit : 1);
      return entries.length === 0
        ? fail('not_found', `nothing is known of ${key}`, '')
        : ok({ entries, total: entries.length });
    }
    const wanted = words?.toLowerCase().split(/[^\p{L}\p{N}]+/u) ?? [];
    const entries = [...all.values()]
      .flatMap((versions) => versions.at(-1) ?? [])
      .filter((entry) => entry.value !== null)
      .filter((entry) => under === undefined || entry.key === under || entry.key.startsWith(`${under}/`))
      .filter(({ key: name, value }) =>
        wanted.every((word) => `${name} ${value}`.toLowerCase().includes(word)),
      )
      .reverse();
    const part = entries.slice(skip, skip + limit);
    return ok({
      entries: part.map((entry) => ({
        ...entry,
        value: entry.value?.slice(0, knowledgePreviewLength) ?? null,
      })),
      total: entries.length,
    });
  },
  'decisions.list': ({ all, path, limit }) =>
    ok(
      decisionsOf(tape)
        .filter(({ replacedBy }) => all || replacedBy === null)
        .filter(({ paths }) => path === undefined || concerns(paths, path))
        .slice(0, limit),
    ),
});
