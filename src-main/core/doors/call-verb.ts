import { fail, type Result, TuttiFailure } from '@contract/result.ts';
import { isVerb, type VerbName, type VerbOutput, type VerbParsed, verbs } from '@contract/verbs.ts';
import type { z } from 'zod';
import { type Caller, looksOnly } from '../model/caller.ts';
import type { Log } from '../ports/log.ts';
import type { ServedRooms } from './served-rooms.ts';

/** What names a key that there is not has it from the input, at any length. */
const told = (words: string): string => (words.length > 500 ? `${words.slice(0, 500)}…` : words);

/** The first thing wrong with an input, as `bad_input` with the field's path. */
export const badInput = (what: string, error: z.ZodError): Result<never> => {
  const issue = error.issues[0];
  const field = issue?.path.join('.') ?? '';
  const where = field === '' ? 'its input' : `“${field}”`;
  return fail(
    'bad_input',
    `${what}: ${where} is not as expected: ${told(issue?.message ?? 'unknown mistake')}.`,
    field === '' ? 'Correct the input and call again.' : `Correct “${field}” and call again.`,
    field === '' ? {} : { field },
  );
};

/** What a throw from a room becomes: an expected failure keeps its error, a bug is logged and named as one. */
export const caught = (what: string, error: unknown, log: Log): Result<never> => {
  if (error instanceof TuttiFailure) return { ok: false, error: error.error };
  // The input is left out on purpose: it may hold tokens, nonces and people's texts.
  log.error(`${what} failed`, error);
  return fail(
    'internal',
    `${what} failed because of a mistake in Tutti.`,
    'Try again; the log has the details.',
  );
};

/**
 * Calls one verb with an input as it came from outside. Never throws. `bad_input` for an unknown verb or an input that does
 * not fit, `read_only` for a command from a read-only door, `internal` for a bug.
 */
export const callVerb = async (
  rooms: Pick<ServedRooms, 'call'>,
  caller: Caller,
  name: string,
  raw: unknown,
  log: Log,
): Promise<Result<unknown>> => {
  if (!isVerb(name)) {
    return fail('bad_input', `There is no verb “${name}”.`, `Use one of: ${Object.keys(verbs).join(', ')}.`, {
      field: 'verb',
    });
  }
  if (verbs[name].kind === 'command' && looksOnly(caller)) {
    return fail(
      'read_only',
      `${name} changes something, and this connection may only look.`,
      'Connect to a host that was started without --read-only.',
    );
  }
  const parsed = verbs[name].input.safeParse(raw ?? {});
  if (!parsed.success) return badInput(name, parsed.error);
  try {
    return await callParsed(rooms, caller, name, parsed.data);
  } catch (error) {
    return caught(name, error, log);
  }
};

/** The schema just parsed the input for this very verb, which the type system can't follow through a lookup. */
const callParsed = <V extends VerbName>(
  rooms: Pick<ServedRooms, 'call'>,
  caller: Caller,
  verb: V,
  data: unknown,
): Promise<Result<VerbOutput<V>>> => rooms.call(caller, verb, data as VerbParsed<V>);
