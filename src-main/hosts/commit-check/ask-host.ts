import { createConnection } from 'node:net';
import { socketVersion } from '../local-socket/socket-version.ts';
import { splitLines } from '../local-socket/split-lines.ts';

/** A host answers within milliseconds; one that does not within this is taken for away, so that nobody waits for a commit. */
const patienceMs = 2_000;

export interface Held {
  readonly path: string;
  readonly holder: string;
  readonly mode: string;
}
export interface Answer {
  readonly held: readonly Held[];
  readonly count: number;
}

/** What a host sends, as far as it matters here. No schema library: it would take longer to load than the whole check. */
interface HostLine {
  readonly kind?: string;
  readonly value?: unknown;
  readonly error?: { readonly message?: string };
}

interface Place {
  readonly socket: string;
  readonly token: string | undefined;
}

type Said = { readonly value: unknown } | string;

const answerOf = ({ kind, value, error }: HostLine): Said => {
  if (kind !== 'done' || value === undefined)
    return error?.message ?? 'the host answered with something else';
  return { value };
};

/** Asks the host what of some files others have locked; a string says why there is no answer. */
export const askHost = async (
  at: Place,
  input: { readonly folder: string; readonly paths: readonly string[] },
): Promise<Answer | string> => {
  const said = await callHost(at, 'locks.check', input);
  if (typeof said === 'string') return said;
  const { held = [], count = 0 } = said.value as Partial<Answer>;
  return { held, count };
};

/** Tells the host that a commit was refused; one that is not there is not told. */
export const tellHost = async (
  at: Place,
  input: { readonly folder: string; readonly findings: readonly unknown[]; readonly count: number },
): Promise<void> => void (await callHost(at, 'commits.refused', input));

const callHost = (at: Place, verb: string, input: unknown): Promise<Said> =>
  new Promise((resolve) => {
    const socket = createConnection(at.socket);
    const settle = (answer: Said): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    const timer = setTimeout(() => settle('the host did not answer in time'), patienceMs);
    const hear = (line: string): void => {
      const said = JSON.parse(line) as HostLine & { readonly tutti?: number };
      if (said.tutti === undefined) settle(answerOf(said));
    };
    const hello = { tutti: socketVersion, ...(at.token === undefined ? {} : { token: at.token }) };
    const call = { kind: 'call', id: 1, verb, input };
    // Both at once: the host reads the second when it has welcomed the first.
    socket.on('connect', () => socket.write(`${JSON.stringify(hello)}\n${JSON.stringify(call)}\n`));
    socket.on(
      'data',
      splitLines(hear, () => settle('the host answered with too much')),
    );
    socket.on('error', (error) => settle(`no host is there (${error.message})`));
    socket.on('close', () => settle('the host hung up'));
  });
