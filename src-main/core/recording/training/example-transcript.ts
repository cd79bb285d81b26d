import type { TranscriptEntry } from '@contract/transcripts.ts';
import type { ProjectPorts } from '../../project-ports.ts';
import type { RunFacts } from '../analysis/run-facts.ts';
import type { Conversations, TimedEntry } from './gather-conversations.ts';
import type { Worked } from './make-example.ts';

/** Of one conversation: as many as a transcript gives at once. One task that takes more is an example of nothing. */
const mostEntries = 5000;

/** The conversation that it had when the attempt ended: a restart may have begun another. */
const fileOf = ({ attempt, life }: Worked, conversations: Conversations, until: number): string | null => {
  const known = conversations.transcripts.get(life.id) ?? [];
  const before = known.findLast(({ at }) => at <= (attempt.ended?.at ?? until));
  return (before ?? known[0])?.file ?? null;
};

const entryOf = (entry: TranscriptEntry): TimedEntry[] => {
  const { at, kind, text, call, tool, failed } = entry;
  // A thought is signed by its provider where it may be given back: as a text it would be taken for what was said.
  return kind === 'thought' || at === null ? [] : [{ at, kind, text, call, tool, failed }];
};

/** What the agent's own transcript has of an attempt; null: it keeps none that can be read, or it has nothing of that time. */
export const transcriptOf = async (
  { profiles, transcripts }: Pick<ProjectPorts, 'profiles' | 'transcripts'>,
  trusted: boolean,
  worked: Worked,
  facts: RunFacts,
  conversations: Conversations,
): Promise<readonly TimedEntry[] | null> => {
  const file = fileOf(worked, conversations, facts.until);
  if (file === null) return null;
  const profile = await profiles.find(worked.life.profile, trusted);
  if (!profile.ok || !transcripts.knows(profile.value.watcher)) return null;
  const wanted = { count: mostEntries, around: null, near: null, from: null, before: null, kinds: null };
  const read = await transcripts.read(profile.value.watcher, file, wanted);
  if (!read.ok) return null;
  const { assigned, ended } = worked.attempt;
  const until = ended?.at ?? facts.until;
  const entries = read.value.entries.flatMap(entryOf).filter(({ at }) => at >= assigned.at && at <= until);
  return entries.length === 0 ? null : entries;
};
