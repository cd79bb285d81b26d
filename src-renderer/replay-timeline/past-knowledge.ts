import type { EventKind, TuttiEvent } from '@contract/events.ts';
import type { Party } from '@contract/ids.ts';
import { type Decision, type Knowledge, knowledgePreviewLength } from '@contract/knowledge.ts';
import { concerns } from '@contract/knowledge-verbs.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { VerbOutput, VerbParsed } from '@contract/verbs.ts';

export const knowledgeKinds: readonly EventKind[] = ['knowledge.recorded', 'knowledge.forgotten'];
export const decisionKinds: readonly EventKind[] = ['decision.recorded'];

const authorOf = ({ actor }: TuttiEvent): Party => (actor.kind === 'instance' ? actor.id : 'person');

/** Each version of each key that was recorded, the newest first. */
const versionsIn = (events: readonly TuttiEvent[]): readonly Knowledge[] =>
  events
    .flatMap((event): Knowledge[] => {
      if (event.kind !== 'knowledge.recorded' && event.kind !== 'knowledge.forgotten') return [];
      const value = event.kind === 'knowledge.recorded' ? event.data.value : null;
      const { key, version } = event.data;
      const { run, at } = event;
      return [{ key, version, value, length: value?.length ?? 0, author: authorOf(event), run, at }];
    })
    .toReversed();

const clipped = (entry: Knowledge): Knowledge => ({
  ...entry,
  // Not half a character.
  value: entry.value?.slice(0, knowledgePreviewLength).replace(/[\uD800-\uDBFF]$/, '') ?? null,
});

const partsOf = (words: string): readonly string[] =>
  words
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '');

/** Whether each of the words begins one of the entry's. */
const says = ({ key, value }: Knowledge, words: string): boolean => {
  const own = partsOf(`${key} ${value ?? ''}`);
  const wanted = partsOf(words);
  return wanted.length > 0 && wanted.every((part) => own.some((each) => each.startsWith(part)));
};

/** What `knowledge.get` tells, as far as it was recorded in the run. */
export const knowledgeIn = (
  events: readonly TuttiEvent[],
  { key, history, under, words, skip, limit }: VerbParsed<'knowledge.get'>,
): Result<VerbOutput<'knowledge.get'>> => {
  const versions = versionsIn(events);
  if (key !== undefined) {
    const own = versions.filter((entry) => entry.key === key);
    const [newest] = own;
    if (newest === undefined || (!history && newest.value === null))
      return fail('not_found', `nothing is known of ${key} at this moment`, 'Go on to a later one.', {
        field: 'key',
      });
    return ok({ entries: own.slice(0, history ? limit : 1), total: history ? newest.version : 1 });
  }
  const seen = new Set<string>();
  const newest = versions.filter((entry) => !seen.has(entry.key) && seen.add(entry.key));
  const found = newest
    .filter(({ value }) => value !== null)
    .filter((entry) => under === undefined || entry.key === under || entry.key.startsWith(`${under}/`))
    .filter((entry) => words === undefined || says(entry, words));
  return ok({ entries: found.slice(skip, skip + limit).map(clipped), total: found.length });
};

/** What `decisions.list` tells, as far as it was decided in the run. */
export const decisionsIn = (
  events: readonly TuttiEvent[],
  { all, path, limit }: VerbParsed<'decisions.list'>,
): Decision[] => {
  const replacedBy = new Map<string, string>();
  const decisions = events.flatMap((event): Omit<Decision, 'replacedBy'>[] => {
    if (event.kind !== 'decision.recorded') return [];
    const { decision: id, title, text, paths, replaces } = event.data;
    if (replaces !== null) replacedBy.set(replaces, id);
    return [{ id, title, text, paths, replaces, author: authorOf(event), run: event.run, at: event.at }];
  });
  return decisions
    .map((decision) => ({ ...decision, replacedBy: replacedBy.get(decision.id) ?? null }))
    .filter((decision) => all || decision.replacedBy === null)
    .filter(({ paths }) => path === undefined || concerns(paths, path))
    .toReversed()
    .slice(0, limit);
};
