import type { Profile } from '@contract/profiles.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { Transcript, TranscriptHits } from '@contract/transcripts.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import type { Crew } from '../hierarchy/crew.ts';
import { pickReadable } from '../model/authority.ts';
import type { Caller } from '../model/caller.ts';

interface Record {
  readonly watcher: Profile['watcher'];
  readonly session: string;
  readonly file: string;
}

/** Where the record of its present conversation is. */
const recordOf = async (crew: Crew, caller: Caller, id: string): Promise<Result<Record>> => {
  const target = pickReadable(crew.ledger.view, caller, id);
  if (!target.ok) return target;
  const { session, profile: name } = target.value;
  const profile = await crew.ports.profiles.find(name, crew.ledger.view.trusted);
  if (!profile.ok) return profile;
  const { watcher } = profile.value;
  if (!crew.ports.transcripts.knows(watcher))
    return fail('unsupported', `${name} keeps no conversation that Tutti can read`, 'Look at its terminal.');
  if (session === null || session.transcript === null)
    return fail('not_found', `${id} has no transcript`, 'Look at its terminal: its CLI has told of none.', {
      field: 'id',
    });
  return ok({ watcher, session: session.id, file: session.transcript });
};

/** What an instance's CLI has recorded of its conversation. */
export const readTranscript = async (
  crew: Crew,
  caller: Caller,
  input: VerbParsed<'instances.transcript'>,
): Promise<Result<Transcript>> => {
  const record = await recordOf(crew, caller, input.id);
  if (!record.ok) return record;
  const { watcher, session, file } = record.value;
  const { last: count, around = null, near = null, from = null, before = null, kinds = null } = input;
  const wanted = { count, around, near, from, before, kinds };
  const read = await crew.ports.transcripts.read(watcher, file, wanted);
  return read.ok ? ok({ session, file, ...read.value }) : read;
};

/** Where in it words occur. */
export const searchTranscript = async (
  crew: Crew,
  caller: Caller,
  { id, words, kinds }: VerbParsed<'instances.searchTranscript'>,
): Promise<Result<TranscriptHits>> => {
  const record = await recordOf(crew, caller, id);
  if (!record.ok) return record;
  const { watcher, file } = record.value;
  return crew.ports.transcripts.search(watcher, file, { words, kinds: kinds ?? null });
};
