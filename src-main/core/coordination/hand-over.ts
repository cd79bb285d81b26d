import type { MessageWithText } from '@contract/messages.ts';
import { TuttiFailure } from '@contract/result.ts';
import { hasEnded } from '@contract/states.ts';
import { appendSurely } from '../append-surely.ts';
import type { Crew, Life } from '../hierarchy/crew.ts';
import { spentFor } from '../model/budgets.ts';
import { about, alive, failed, requeue } from './deliver.ts';
import type { Proof, ProofWatch } from './proof.ts';

/** A message on its way in the answer to a Stop hook. */
export interface Handover {
  readonly life: Life;
  readonly message: MessageWithText;
  /** What the answer carries. */
  readonly text: string;
  readonly proof: ProofWatch;
}

/**
 * claude 2.1 ends a turn that was made longer eight times in a row all the same, and drops what the ninth answer carries. One is left to
 * the person's own Stop hooks.
 */
const inARowLimit = 7;

/** What an agent writes down is on the disk some 100 ms later: this is for a busy machine. */
const writtenMs = 1000;

/** An answer that is neither taken nor left within this time was not heard of again. A hook's own time limit is 10 s. */
const longestMs = 60_000;

/** How often its turn was made longer, by whomever; not known of one that another host has begun. */
export const countGoingOn = (life: Life, goesOn: boolean): void => {
  if (!goesOn) life.goneOn = 0;
  else if (life.goneOn !== null) life.goneOn += 1;
};

/** Whether a message may be the answer to the Stop hook that just came. */
export const mayHandOver = (crew: Crew, life: Life): boolean => {
  const state = crew.instance(life.id)?.state;
  if (life.profile.submit.way !== 'stop-hook' || crew.stopped || life.ending || !life.confirmed) return false;
  if (life.goneOn === null || life.goneOn >= inARowLimit) return false;
  if (spentFor(crew.ledger.view, life.id) !== null) return false;
  return state === 'busy' || state === 'ready' || state === 'done' || state === 'blocked';
};

/** Written before the hook is answered, so that a host that dies in between can tell. False: it could not be written, so it is not. */
export const beginHandover = (crew: Crew, { message }: Handover): boolean => {
  const attempt = message.attempts + 1;
  try {
    const data = { ...about({ message }), attempt, way: 'stop-hook' as const };
    crew.ledger.append([{ kind: 'message.delivering', data }]);
    return true;
  } catch (error) {
    if (!(error instanceof TuttiFailure)) throw error;
    crew.ports.log.warn('a delivery waits', { message: message.id, error: error.error });
    return false;
  }
};

/**
 * By the answer to a Stop hook:
 *
 * queued -> (its turn ends, its hook asks) delivering -> (its record of the conversation has the text) accepted
 *                                                     -> (its turn or its program ended, and its record has it not) queued again
 *                                                     -> (no record can be read, or nothing is heard any more) failed
 *
 * What was taken is in the agent's record of its conversation, which is what it goes on with, also when it is resumed: what is not
 * there it has not got, and may be given again, by paste.
 */
export const awaitTaken = async (crew: Crew, handover: Handover, isResumed = false): Promise<void> => {
  const { life, message, proof } = handover;
  const turn = watchTurn(crew, life);
  let cancel = (): void => undefined;
  const late = new Promise<void>((resolve) => {
    cancel = crew.ports.clock.after(longestMs, resolve);
  });
  try {
    // Of one that another host has begun it may be there already, and nobody tells of it anew.
    if (isResumed && (await isRecorded(crew, message)) === true) return await accept(crew, message);
    await proof.wait(Promise.race([turn.over, late]));
    if (proof.proof === null && alive(crew, life)) await proof.wait(after(crew, writtenMs));
  } finally {
    turn.stop();
    cancel();
  }
  if (proof.proof !== null) await accept(crew, message, proof.proof);
  else if (!crew.stopped) await settleByRecord(crew, message);
};

const accept = (crew: Crew, message: MessageWithText, proof: Proof = recorded): Promise<void> =>
  appendSurely(crew, () => [{ kind: 'message.accepted', data: { ...about({ message }), ...proof } }]);

const recorded: Proof = { witness: 'transcript', how: 'its own record of the conversation has it' };

/** The agent's own record decides what has become of a message whose answer nobody has seen taken. */
export const settleByRecord = async (crew: Crew, message: MessageWithText): Promise<void> => {
  const known = await isRecorded(crew, message);
  if (known === true) await accept(crew, message);
  else if (known === false) await requeue(crew, { message }, 'it did not take the answer to its Stop hook');
  else await failed(crew, { message }, 'handed over as its turn ended; whether it was taken can not be read');
};

/** Whether an agent's record of its conversation has a message as something that it was told; null where it can't be read. */
const isRecorded = async (crew: Crew, message: MessageWithText): Promise<boolean | null> => {
  const instance = crew.instance(message.to);
  const transcript = instance?.session?.transcript ?? null;
  if (instance === undefined || transcript === null) return null;
  const profile = await crew.ports.profiles.find(instance.profile, crew.ledger.view.trusted);
  if (!profile.ok) return null;
  const { watcher, submit } = profile.value;
  const hasHeader = submit.envelope === 'header';
  const words = hasHeader ? `[${message.id} from ${message.from}]\n` : message.text.slice(0, lookedFor);
  const around = hasHeader ? message.id : words;
  const wanted = { count: 1, around, near: null, from: null, before: null, kinds: null };
  const read = await crew.ports.transcripts.read(watcher, transcript, wanted);
  if (!read.ok) return null;
  const { entries, found } = read.value;
  return entries.some(
    ({ index, kind, text }) => index === found?.index && kind === 'prompt' && text.startsWith(words),
  );
};

/** A text without a header is known by its beginning; what a transcript shows of an entry is longer. */
const lookedFor = 1000;

/** The end of the turn that was made longer, or of its program. */
const watchTurn = (crew: Crew, life: Life): { readonly over: Promise<void>; stop(): void } => {
  let unhear = (): void => undefined;
  const told = new Promise<void>((resolve) => {
    unhear = crew.onSign((other, sign) => {
      if (other === life && sign.event === 'ready') resolve();
    });
  });
  const state = crew.ledger.watch((view) => {
    const now = view.instances[life.id]?.state;
    return now === undefined || now === 'ready' || hasEnded(now) || !alive(crew, life);
  });
  return {
    over: Promise.race([told, state.held]),
    stop: () => {
      unhear();
      state.stop();
    },
  };
};

const after = (crew: Crew, ms: number): Promise<void> =>
  new Promise((resolve) => {
    crew.ports.clock.after(ms, resolve);
  });
