import type { AgentSign, HookReply } from '@contract/agent-signs.ts';
import type { Instance } from '@contract/instances.ts';
import { ok, type Result } from '@contract/result.ts';
import { asTrusted, type Witness } from '@contract/states.ts';
import type { Used } from '@contract/usage.ts';
import type { Fact } from '../ledger.ts';
import type { Caller } from '../model/caller.ts';
import { settleMs, weigh } from '../model/weigh-signs.ts';
import type { Change, Crew, Life, Word } from './crew.ts';
import { selfOf } from './reports.ts';
import { signOfLife } from './stall.ts';

/** What a sign says of its agent's state; null where it says nothing of it. */
export const changeBy = (sign: AgentSign): Omit<Change, 'witness'> | null => {
  switch (sign.event) {
    case 'prompt':
      return { to: 'busy', reason: 'took a prompt' };
    case 'busy':
      return { to: 'busy', reason: sign.reason || 'works' };
    case 'ready':
      return { to: 'ready', reason: sign.reason || 'finished its turn' };
    case 'done':
      return { to: 'done', reason: sign.reason || 'finished its task' };
    case 'tool':
      return sign.use.status === 'started' ? { to: 'busy', reason: `uses ${sign.use.tool}` } : null;
    case 'waiting': {
      const { question } = sign;
      return {
        to: 'waiting',
        reason: (question?.text ?? sign.reason ?? '').slice(0, 200) || 'asks a question',
        ...(question === undefined ? {} : { question }),
      };
    }
    case 'started':
    case 'todos':
    case 'used':
      return null;
    case 'limited':
      // It may do so for minutes, also at the person's word, which is no prompt.
      return sign.limit?.kind === 'compacting' ? { to: 'busy', reason: sign.limit.reason } : null;
    default:
      return sign satisfies never;
  }
};

/** Where the agent does not tell its cost, the table of prices does. */
const priced = ({ prices }: Crew['ports'], used: Used): Used => {
  if (used.cost !== null) return { ...used, costBy: 'agent' };
  const cost = prices.costOf(used);
  return cost === null ? used : { ...used, cost, costBy: 'prices' };
};

/** What a sign adds to the log besides a state; none where it is known already. */
const factsBy = ({ ports }: Crew, instance: Instance, sign: AgentSign): Fact[] => {
  const { id } = instance;
  switch (sign.event) {
    case 'started': {
      const { session, transcript = null } = sign;
      const known = instance.session;
      if (session === undefined || (known?.id === session && known.transcript === transcript)) return [];
      return [{ kind: 'instance.conversed', data: { id, session, transcript } }];
    }
    case 'tool':
      return [{ kind: 'instance.worked', data: { id, use: sign.use } }];
    case 'todos':
      return [{ kind: 'instance.planned', data: { id, todos: sign.todos } }];
    case 'used':
      return [{ kind: 'instance.used', data: { id, session: sign.session, used: priced(ports, sign.used) } }];
    case 'limited':
      if (sign.limit === null && instance.limit === null) return [];
      return [{ kind: 'instance.limited', data: { id, limit: sign.limit } }];
    default:
      return [];
  }
};

/** A sign of an agent's own, by whichever witness. */
export const takeSign = (crew: Crew, life: Life, witness: Witness, sign: AgentSign): void => {
  if (life.ending) return;
  const instance = crew.instance(life.id);
  if (instance === undefined) return;
  signOfLife(crew, life);
  crew.ledger.append(factsBy(crew, instance, sign));
  if (sign.event === 'prompt') crew.tellOfPrompt(life.id, sign, witness);
  crew.tellOfSign(life, sign);
  if (sign.event === 'started' && sign.session !== undefined)
    life.watch?.conversed(sign.session, sign.transcript ?? null);
  if (sign.event === 'waiting' && sign.shown === false) {
    life.asking = sign;
    return;
  }
  if (life.decided.size > 0 && sign.event === 'waiting' && sign.question === undefined) {
    // It draws its question while its hook is asked, and takes it back at the answer.
    life.asksStill = { sign, witness };
    return;
  }
  const change = changeBy(sign);
  if (change !== null) life.asksStill = null;
  // A tool that begins beside the one that is asked about answers nothing: the question stands there still.
  if (change === null || (sign.event === 'tool' && instance.state === 'waiting')) return;
  if (witness === 'hook') life.asking = null;
  const lifts = sign.event === 'prompt' || (sign.event === 'busy' && witness === 'hook');
  consider(crew, life, { ...change, witness, lifts });
};

/** Its title or its screen shows a question: the one that its hook has announced, where it has. */
export const shownQuestion = (
  life: Life,
): (Omit<Change, 'witness'> & { readonly witness: 'hook' }) | null => {
  const [decided] = life.decided;
  const asking = life.asking ?? decided?.asked ?? null;
  const change = asking === null ? null : changeBy(asking);
  life.asking = null;
  // Its hook was answered, and it shows its question all the same.
  for (const one of [...life.decided]) one.settle(false);
  return change === null ? null : { ...change, witness: 'hook' };
};

/** An agent's hook, called with its own token. What its answer takes care of (a decision, more to do) is no change of its state. */
export const takeHook = (
  crew: Crew,
  caller: Caller,
  sign: AgentSign,
): Result<{ instance: Instance; reply: HookReply | null }> => {
  const self = selfOf(crew, caller);
  if (!self.ok) return self;
  const { life, instance } = self.value;
  life.hooked = true;
  const reply = life.ending ? null : crew.answerHook(life, sign);
  if (reply === null) takeSign(crew, life, 'hook', sign);
  else signOfLife(crew, life);
  return ok({ instance: crew.instance(instance.id) ?? instance, reply });
};

/** Believes a word at once, or holds it until it has stood long enough (see model/weigh-signs.ts). */
export const consider = (crew: Crew, life: Life, word: Word): void => {
  const weight = weigh(life.said, word);
  if (weight === 'hold' && life.doubt !== null) {
    const isMoreTrusted = asTrusted(word.witness, life.doubt.word.witness);
    // Of two that contradict what is believed, the more trusted is held; said again (a spinner in the title), it has stood since it
    // was said first.
    if (life.doubt.word.to === word.to && isMoreTrusted) life.doubt.word = word;
    if (life.doubt.word.to === word.to || !isMoreTrusted) return;
  }
  life.doubt?.cancel();
  life.doubt = null;
  if (weight !== 'hold') {
    believe(crew, life, word);
    return;
  }
  const doubt = { word, cancel: crew.after(life, settleMs, () => believe(crew, life, doubt.word)) };
  life.doubt = doubt;
};

const believe = (crew: Crew, life: Life, { lifts, ...change }: Word): void => {
  const { to, witness } = change;
  life.doubt = null;
  // The more trusted of those who agree stands for it.
  if (life.said?.to !== to || asTrusted(witness, life.said.witness)) life.said = { to, witness };
  const { state, limit } = crew.instance(life.id) ?? {};
  // A blocker or a finished task outlasts the turn in which it was reported.
  if ((state === 'blocked' || state === 'done') && (to === 'ready' || (to === 'busy' && !lifts))) return;
  if (life.confirmed || to === 'waiting') {
    const facts = crew.transition(life.id, change);
    // One that rests shortens nothing: no hook tells that this failed, or was interrupted.
    const isOver = to === 'ready' && facts.length > 0 && limit?.kind === 'compacting';
    const ended: Fact = { kind: 'instance.limited', data: { id: life.id, limit: null } };
    crew.ledger.append(isOver ? [...facts, ended] : facts);
  } else if (state === 'waiting') {
    const reason = 'it has yet to confirm its role and task';
    crew.change(life.id, { ...change, to: 'confirming', reason });
  }
};
