import { fail, ok, type Result } from '@contract/result.ts';
import type { Transcript } from '@contract/transcripts.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import type { Crew } from '../hierarchy/crew.ts';
import { pickReadable } from '../model/authority.ts';
import type { Caller } from '../model/caller.ts';

/** What an instance's CLI has recorded of its conversation. */
export const readTranscript = async (
  crew: Crew,
  caller: Caller,
  input: VerbParsed<'instances.transcript'>,
): Promise<Result<Transcript>> => {
  const target = pickReadable(crew.ledger.view, caller, input.id);
  if (!target.ok) return target;
  const { session, profile: name } = target.value;
  const profile = await crew.ports.profiles.find(name, crew.ledger.view.trusted);
  if (!profile.ok) return profile;
  if (session === null || session.transcript === null)
    return fail(
      'not_found',
      `${input.id} has no transcript`,
      'Look at its terminal: its CLI has told of none.',
      {
        field: 'id',
      },
    );
  const { last: count, around = null } = input;
  const read = await crew.ports.transcripts.read(profile.value.watcher, session.transcript, {
    count,
    around,
  });
  if (!read.ok) return read;
  const { entries, total } = read.value;
  return ok({ session: session.id, file: session.transcript, entries: [...entries], total });
};
