import { fail, type Result } from '@contract/result.ts';
import { type VerbName, verbs } from '@contract/verbs.ts';

const lineLost = fail(
  'no_host',
  'The connection to the host was lost before it answered.',
  'Wait until the window is connected again and look whether it was done.',
);

export const brokenContract = (what: string, details: string) =>
  fail(
    'internal',
    `The host's answer to ${what} is not what was agreed.`,
    'Restart Tutti; report it if it comes back.',
    { details },
  );

type Pending = { readonly verb: VerbName; resolve(result: Result<unknown>): void };

/** Calls that wait for their answer, by the number of their request. */
export type PendingCalls = {
  add(id: number, verb: VerbName, resolve: (result: Result<unknown>) => void): void;
  /** False when no call has that number. A value is checked against its verb's output. */
  settle(id: number, result: Result<unknown>): boolean;
  /** The line broke: every one fails. */
  failAll(): void;
};

const checked = (verb: VerbName, result: Result<unknown>): Result<unknown> => {
  if (!result.ok) return result;
  const output = verbs[verb].output.safeParse(result.value);
  return output.success ? { ok: true, value: output.data } : brokenContract(verb, output.error.message);
};

export const createPendingCalls = (): PendingCalls => {
  const calls = new Map<number, Pending>();
  return {
    add: (id, verb, resolve) => {
      calls.set(id, { verb, resolve });
    },
    settle: (id, result) => {
      const call = calls.get(id);
      if (call === undefined) return false;
      calls.delete(id);
      call.resolve(checked(call.verb, result));
      return true;
    },
    failAll: () => {
      for (const { resolve } of calls.values()) resolve(lineLost);
      calls.clear();
    },
  };
};
