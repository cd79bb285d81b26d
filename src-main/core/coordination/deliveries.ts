import type { AgentSign, HookReply } from '@contract/agent-signs.ts';
import type { TuttiEvent } from '@contract/events.ts';
import type { InstanceId } from '@contract/ids.ts';
import type { Message } from '@contract/messages.ts';
import { TuttiFailure } from '@contract/result.ts';
import { messageOf } from '@contract/view.ts';
import { appendSurely } from '../append-surely.ts';
import { instanceBreaker } from '../hierarchy/breakers.ts';
import type { Crew, Life } from '../hierarchy/crew.ts';
import type { Keeper } from '../keeper.ts';
import { spentFor } from '../model/budgets.ts';
import { placeOf } from '../model/message-order.ts';
import { MessageQueue } from '../model/message-queue.ts';
import type { PaneInfo } from '../ports/terminals.ts';
import { deliver, type Progress } from './deliver.ts';
import { markOf, planDelivery, planHandover, takesInput } from './delivery-plan.ts';
import { isOverdue } from './expiries.ts';
import { awaitTaken, beginHandover, countGoingOn, mayHandOver, settleByRecord } from './hand-over.ts';
import { ProofWatch } from './proof.ts';

/** Wait after an attempt that did not reach the pane, doubled each time up to the last figure. */
const backoffMs = { first: 250, last: 30_000 };

/** So many attempts in a row that did not reach a living pane, over about four minutes, and the message has failed. */
const missLimit = 14;

/** Every instance's queue of messages, handed over one at a time; whose turn it is, model/message-order.ts says. */
export class Deliveries implements Keeper {
  readonly #crew: Crew;
  readonly #queues = new Map<InstanceId, MessageQueue>();
  readonly #underWay = new Map<InstanceId, ProofWatch>();
  readonly #busy = new Set<InstanceId>();
  readonly #misses = new Map<InstanceId, { readonly message: string; readonly count: number }>();

  constructor(crew: Crew) {
    this.#crew = crew;
    crew.ledger.listen((events) => {
      for (const event of events) this.#hear(event);
    });
    crew.onPrompt((id, prompt, witness) => this.#underWay.get(id)?.took(prompt, witness));
    crew.onHook((life, sign) => this.#handOver(life, sign));
  }

  /** Takes up what an earlier host left: the queues, and attempts that were under way when it ended. */
  resume(panes: readonly PaneInfo[]): void {
    const messages = this.#crew.ledger.view.messages.flat();
    // All first, and the first hand-over after that: whose turn it is depends on every one of them.
    for (const message of messages) if (message.state === 'queued') this.#put(message.to, message.id);
    for (const message of messages) if (message.state === 'delivering') this.#resumeAttempt(message, panes);
    for (const id of this.#queues.keys()) this.#pump(id);
  }

  calledTool(id: InstanceId, name: string): void {
    this.#underWay.get(id)?.tool(name);
  }

  #hear(event: TuttiEvent): void {
    if (event.kind === 'run.started') this.#queues.clear();
    else if (event.kind === 'message.stored') this.#enqueue(event.data.to, event.data.message);
    else if (event.kind === 'instance.changed') this.#pump(event.data.id);
    else if (event.kind === 'breaker.halfOpened' || event.kind === 'breaker.closed')
      this.#pump(event.data.name);
    else if (event.kind === 'budgets.reached') for (const id of this.#queues.keys()) this.#pump(id);
  }

  #enqueue(to: string, message: string): void {
    if (to === 'person') return;
    this.#put(to, message);
    this.#pump(to);
  }

  #put(to: InstanceId, id: string): void {
    const message = messageOf(this.#crew.ledger.view, id);
    if (to === 'person' || message === undefined) return;
    const queue = this.#queues.get(to) ?? new MessageQueue();
    this.#queues.set(to, queue);
    queue.add({ id, priority: message.priority, storedAt: message.storedAt, place: placeOf(id) });
  }

  /** It may have been read from the inbox meanwhile, or its time may be over. */
  readonly #waits = (id: string): boolean => {
    const message = messageOf(this.#crew.ledger.view, id);
    return message?.state === 'queued' && !isOverdue(message, this.#crew.ports.clock.now());
  };

  #hasWaiting(id: InstanceId): boolean {
    return this.#queues.get(id)?.isEmpty === false;
  }

  #pump(id: InstanceId): void {
    if (this.#busy.has(id) || !this.#hasWaiting(id)) return;
    this.#busy.add(id);
    this.#drain(id)
      .catch((error: unknown) => this.#crew.ports.log.error('delivery', error, { id }))
      .finally(() => {
        this.#busy.delete(id);
        if (this.#isOpen(id)) this.#pump(id);
      });
  }

  #isOpen(id: InstanceId): boolean {
    const life = this.#crew.lives.get(id);
    const state = this.#crew.instance(id)?.state;
    if (life === undefined || life.ending || this.#crew.stopped || state === undefined) return false;
    if (spentFor(this.#crew.ledger.view, id) !== null) return false;
    if (this.#crew.breakers.isOpen(instanceBreaker(id))) return false;
    return this.#hasWaiting(id) && takesInput(state, life.profile.submit);
  }

  async #drain(id: InstanceId): Promise<void> {
    // Lets the append that led here reach every listener before it is acted on.
    await Promise.resolve();
    while (this.#isOpen(id)) {
      const life = this.#crew.lives.get(id);
      const message = this.#queues.get(id)?.take(this.#crew.ports.clock.now(), this.#waits)?.id;
      if (life === undefined || message === undefined) return;
      try {
        await this.#deliverOne(life, message, 'nothing');
      } catch (error) {
        // It could not be written down that it is being delivered, so nothing was typed: it goes back to its place.
        if (!(error instanceof TuttiFailure)) throw error;
        this.#crew.ports.log.warn('a delivery waits', { message, error: error.error });
      }
      await this.#afterAttempt(id, message);
    }
  }

  async #afterAttempt(id: InstanceId, message: string): Promise<void> {
    const now = messageOf(this.#crew.ledger.view, message);
    if (now?.state !== 'queued') {
      this.#misses.delete(id);
      return;
    }
    const before = this.#misses.get(id);
    const misses = before?.message === message ? before.count : 0;
    if (misses + 1 >= missLimit && now.attempts > 0 && this.#crew.lives.has(id)) {
      this.#misses.delete(id);
      const reason = `it could not be typed in ${missLimit} attempts: ${now.reason}`;
      await appendSurely(this.#crew, () => [{ kind: 'message.failed', data: { message, to: id, reason } }]);
      return;
    }
    this.#put(id, message);
    this.#misses.set(id, { message, count: misses + 1 });
    await new Promise<void>((resolve) => {
      this.#crew.ports.clock.after(Math.min(backoffMs.first * 2 ** misses, backoffMs.last), resolve);
    });
  }

  async #deliverOne(life: Life, id: string, from: Progress): Promise<void> {
    const message = this.#crew.ports.store.message(id, life.run);
    if (message === null) return;
    const plan = planDelivery(message, life.profile.submit);
    const proof = new ProofWatch(id, plan.text, life.profile.accept);
    this.#underWay.set(life.id, proof);
    try {
      const number = from === 'nothing' ? message.attempts + 1 : message.attempts;
      await deliver(this.#crew, { life, message, number, plan, proof }, from);
    } finally {
      if (this.#underWay.get(life.id) === proof) this.#underWay.delete(life.id);
    }
  }

  /** Its turn has ended, and its hook waits to hear whether there is more to do: the first message that waits is. */
  #handOver(life: Life, sign: AgentSign): HookReply | null {
    if (sign.event !== 'ready' || sign.handover === undefined) return null;
    const { id } = life;
    const { ports } = this.#crew;
    countGoingOn(life, sign.handover.goesOn);
    if (this.#busy.has(id) || !mayHandOver(this.#crew, life)) return null;
    const queue = this.#queues.get(id);
    const now = ports.clock.now();
    const next = queue?.first(now, this.#waits);
    const message = next === undefined ? null : ports.store.message(next.id, life.run);
    const text = message === null ? null : planHandover(message, life.profile.submit, sign.handover.most);
    if (message === null || text === null) return null;
    const attempt = { life, message, text, proof: new ProofWatch(message.id, text, life.profile.accept) };
    if (!beginHandover(this.#crew, attempt)) return null;
    queue?.take(now, (other) => other === message.id || this.#waits(other));
    this.#underWay.set(id, attempt.proof);
    this.#follow(id, message.id, awaitTaken(this.#crew, attempt));
    return { kind: 'message', text };
  }

  /** The host ended while the answer to a Stop hook was on its way: the agent's own record tells whether it came. */
  #resumeHandover({ to, id }: Message): void {
    const message = this.#crew.ports.store.message(id, this.#crew.run);
    if (message === null) return;
    const life = this.#crew.lives.get(to);
    if (life === undefined) {
      this.#follow(to, id, settleByRecord(this.#crew, message));
      return;
    }
    const text = planHandover(message, life.profile.submit, Number.POSITIVE_INFINITY) ?? message.text;
    const proof = new ProofWatch(id, text, life.profile.accept);
    this.#underWay.set(to, proof);
    this.#follow(to, id, awaitTaken(this.#crew, { life, message, text, proof }, true));
  }

  /** Until what is under way there has come to its end, nothing else is delivered to it. */
  #follow(id: InstanceId, message: string, end: Promise<void>): void {
    this.#busy.add(id);
    end
      .then(() => {
        this.#underWay.delete(id);
        return this.#afterAttempt(id, message);
      })
      .catch((error: unknown) => this.#crew.ports.log.error('delivery', error, { id, message }))
      .finally(() => {
        this.#underWay.delete(id);
        this.#busy.delete(id);
        this.#pump(id);
      });
  }

  #resumeAttempt(now: Message, panes: readonly PaneInfo[]): void {
    if (now.way === 'stop-hook') {
      this.#resumeHandover(now);
      return;
    }
    const { to, id: message, attempts: attempt } = now;
    const life = this.#crew.lives.get(to);
    if (life === undefined) {
      const reason = 'host and program ended while it was handed over: it may have been seen';
      this.#crew.ledger.append([{ kind: 'message.failed', data: { message, to, reason } }]);
      return;
    }
    const mark = markOf(life.run, message, attempt);
    const pane = panes.find((other) => other.pane === life.pane);
    if (pane?.mark !== mark) {
      const reason = 'the host ended before anything was typed';
      this.#crew.ledger.append([{ kind: 'message.requeued', data: { message, to, reason } }]);
      this.#enqueue(to, message);
      return;
    }
    const from = pane.submitted === mark ? 'submitted' : 'pasted';
    this.#follow(to, message, this.#deliverOne(life, message, from));
  }
}
