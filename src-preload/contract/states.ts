import { z } from 'zod';

export const instanceStates = [
  'starting', // its program is being started
  'confirming', // runs, has not yet answered the nonce
  'ready', // takes work
  'busy', // works
  'waiting', // asks a person something: Tutti types nothing into it
  'blocked', // reported a blocker
  'stalled', // no sign of life past its profile's limit
  'done', // reported its task as finished
  'crashed', // its process ended unasked
  'terminated', // ended by the person or its parent
] as const;
export const instanceStateSchema = z.enum(instanceStates);
export type InstanceState = z.infer<typeof instanceStateSchema>;

/** What saw a transition, in order of trust. */
export const witnesses = [
  'person',
  'process',
  'hook', // the agent's own hook called
  'tool', // it called one of Tutti's tools
  'status', // a file in which the agent keeps its state
  'transcript', // the agent's own record of its conversation
  'escape', // an escape sequence, such as the terminal's title
  'screen', // the text on its screen
] as const;
export const witnessSchema = z.enum(witnesses);
export type Witness = z.infer<typeof witnessSchema>;

/** Whether the first is to be believed over the second, or as much. */
export const asTrusted = (one: Witness, other: Witness): boolean =>
  witnesses.indexOf(one) <= witnesses.indexOf(other);

/** Whether it ended while nobody looked: with the terminal server, with the machine, or with a host whose terminals end with it. */
export const endedUnseen = ({
  state,
  exit,
}: {
  readonly state: InstanceState;
  readonly exit: { readonly status: number | null; readonly signal: string | null } | null;
}): boolean => state === 'crashed' && exit !== null && exit.status === null && exit.signal === null;

/** The states in which an instance has no process. */
export const hasEnded = (state: InstanceState): boolean => state === 'crashed' || state === 'terminated';

/** The states that need a person. */
export const needsPerson = (state: InstanceState): boolean =>
  state === 'waiting' || state === 'blocked' || state === 'stalled' || state === 'crashed';
