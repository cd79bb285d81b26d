import type { MessageWithText } from '@contract/messages.ts';
import { hasEnded, type InstanceState } from '@contract/states.ts';
import { messageOf } from '@contract/view.ts';
import { appendSurely } from '../append-surely.ts';
import type { Crew, Life } from '../hierarchy/crew.ts';
import { type DeliveryPlan, markOf } from './delivery-plan.ts';
import { untilBoxIs } from './input-box.ts';
import type { Proof, ProofWatch } from './proof.ts';

/** How far an attempt had come. A mark at the pane tells it after the host's death. */
export type Progress = 'nothing' | 'pasted' | 'submitted';

export interface Attempt {
  readonly life: Life;
  readonly message: MessageWithText;
  readonly number: number;
  readonly plan: DeliveryPlan;
  readonly proof: ProofWatch;
}

const markOfAttempt = (attempt: Attempt): string =>
  markOf(attempt.life.run, attempt.message.id, attempt.number);

/**
 * By paste, of the text or of a line that says that it is in the inbox (by the answer to its Stop hook: hand-over.ts):
 *
 * queued -> (its box is empty) delivering -> pasted -> submitted -> (sign) accepted | announced
 *                                                          ^  |
 *                                                          +--+ (no sign: the submit key once more, later each time)
 *                                                             -> (no sign at last, or the instance ended) failed
 *                               delivering -> (dead pane, or nothing reached it) queued again
 *
 * The text is pasted once, ever: what may have arrived is never typed again. Before each key the instance must neither ask
 * something nor have ended.
 */
export const deliver = async (crew: Crew, attempt: Attempt, from: Progress): Promise<void> => {
  const untap = crew.feed.tap(crew.keyOf(attempt.life.id), (bytes) => attempt.proof.output(bytes));
  try {
    if (from === 'nothing') {
      await untilBoxIs(crew, attempt.life, 'empty', (reason) => held(crew, attempt, reason));
      // What has ended or asks something meanwhile is not typed into: the message is queued still, or was read from the inbox.
      if (!(await mayType(crew, attempt.life)) || !isQueued(crew, attempt)) return;
      if (!(await paste(crew, attempt))) return;
      // A busy machine may show it late: a key that comes before would be taken for something else.
      await untilBoxIs(crew, attempt.life, 'filled');
    }
    await submitUntilProven(crew, attempt, from === 'submitted');
  } finally {
    untap();
  }
};

export const about = ({ message }: Pick<Attempt, 'message'>): { message: string; to: string } => ({
  message: message.id,
  to: message.to,
});

const isQueued = (crew: Crew, { message }: Attempt): boolean =>
  messageOf(crew.ledger.view, message.id)?.state === 'queued';

/** Queued still, with what it waits for. Not worth more than this: a log that takes nothing keeps nobody from being delivered to. */
const held = (crew: Crew, attempt: Attempt, reason: string): void => {
  if (!isQueued(crew, attempt)) return;
  crew.guarded('a message that is held', () =>
    crew.ledger.append([{ kind: 'message.held', data: { ...about(attempt), reason } }]),
  );
};

export const requeue = (crew: Crew, attempt: Pick<Attempt, 'message'>, reason: string): Promise<void> =>
  appendSurely(crew, () => [{ kind: 'message.requeued', data: { ...about(attempt), reason } }]);

export const failed = (crew: Crew, attempt: Pick<Attempt, 'message'>, reason: string): Promise<void> =>
  appendSurely(crew, () => [{ kind: 'message.failed', data: { ...about(attempt), reason } }]);

const paste = async (crew: Crew, attempt: Attempt): Promise<boolean> => {
  const { life, number, plan } = attempt;
  const way = plan.announce ? 'inbox' : 'paste';
  crew.ledger.append([{ kind: 'message.delivering', data: { ...about(attempt), attempt: number, way } }]);
  const mark = markOfAttempt(attempt);
  life.pasted = { message: attempt.message.id, at: crew.ports.clock.now() };
  const pasted = await crew.ports.terminals.paste(life.pane, plan.text, mark);
  if (pasted.ok && pasted.value === 'reached') return true;
  if (crew.stopped) return false;
  if (!pasted.ok && (await hasMark(crew, life, mark))) return true;
  await requeue(crew, attempt, pasted.ok ? 'its program had ended' : pasted.error.message);
  return false;
};

/** A paste whose answer did not come may have happened all the same: the pane's mark tells. */
const hasMark = async (crew: Crew, life: Life, mark: string): Promise<boolean> => {
  const panes = await crew.ports.terminals.list();
  return panes.ok && panes.value.some((pane) => pane.pane === life.pane && pane.mark === mark);
};

const submitUntilProven = async (crew: Crew, attempt: Attempt, submitted: boolean): Promise<void> => {
  const { life, proof } = attempt;
  const { accept } = life.profile;
  let reached = submitted;
  for (let round = 0; round < accept.submits; round++) {
    if (!(round === 0 && submitted)) {
      if (!(await mayType(crew, life))) break;
      await pause(crew, life.profile.submit.pauseMs);
      // The pause is long enough for a question to appear.
      if (!(await mayType(crew, life))) break;
      if (proof.proof === null) {
        proof.arm();
        const typed = await crew.ports.terminals.submit(
          life.pane,
          life.profile.submit.keys,
          markOfAttempt(attempt),
        );
        reached ||= typed.ok && typed.value === 'reached';
      }
    } else {
      proof.arm();
    }
    const patience = endOrLater(crew, life, accept.seconds * 1000 * 2 ** round);
    const seen = await proof.wait(patience.over, (sign) => settle(crew, attempt, sign));
    patience.stop();
    if (seen !== null) return;
    if (!alive(crew, life)) break;
  }
  if (crew.stopped) return;
  if (alive(crew, life)) {
    await failed(
      crew,
      attempt,
      `pasted and submitted ${accept.submits} times, and no sign that it was taken`,
    );
  } else if (reached) {
    await failed(crew, attempt, 'its program ended before it showed that it took the message');
  } else {
    // Pasted into an input box that died unsubmitted with its program: nobody has seen it.
    await requeue(crew, attempt, 'its program ended before the message was submitted');
  }
};

const settle = ({ ledger, ports }: Crew, attempt: Attempt, proof: Proof): Promise<void> => {
  const { plan } = attempt;
  const message = attempt.message.id;
  return appendSurely({ ledger, ports }, () => {
    if (!plan.announce) return [{ kind: 'message.accepted', data: { ...about(attempt), ...proof } }];
    // It may have been read from the inbox already.
    const announced = messageOf(ledger.view, message)?.state === 'delivering';
    return announced ? [{ kind: 'message.announced', data: about(attempt) }] : [];
  });
};

export const alive = (crew: Crew, life: Life): boolean =>
  crew.lives.get(life.id) === life && !life.ending && !crew.stopped;

/** The instance's end, or the time, whichever comes first. A message that was proven leaves no watch and no timer behind. */
const endOrLater = (crew: Crew, life: Life, ms: number): { readonly over: Promise<void>; stop(): void } => {
  const end = crew.ledger.watch((view) => {
    const state = view.instances[life.id]?.state;
    return state === undefined || hasEnded(state) || !alive(crew, life);
  });
  let cancel = (): void => {};
  const later = new Promise<void>((resolve) => {
    cancel = crew.ports.clock.after(ms, resolve);
  });
  return {
    over: Promise.race([end.held, later]),
    stop: () => {
      end.stop();
      cancel();
    },
  };
};

/** Holds until nobody is asked anything there; false when the instance has ended. */
const mayType = async (crew: Crew, life: Life): Promise<boolean> => {
  // One whose hook was just answered may show its question for a moment.
  const asks = (state: InstanceState | undefined): boolean => state === 'waiting' || life.decided.size > 0;
  await crew.ledger.until((view) => !asks(view.instances[life.id]?.state) || !alive(crew, life));
  return alive(crew, life);
};

const pause = (crew: Crew, ms: number): Promise<void> =>
  ms === 0
    ? Promise.resolve()
    : new Promise((resolve) => {
        crew.ports.clock.after(ms, resolve);
      });
