import type { Instance } from '@contract/instances.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import { actorOf, type Fact } from '../ledger.ts';
import type { Caller } from '../model/caller.ts';
import type { ScreenSign } from '../ports/screens.ts';
import type { Change, Crew, Life } from './crew.ts';
import { pasteFirstPrompt } from './first-prompt.ts';

const selfOf = (crew: Crew, caller: Caller): Result<{ instance: Instance; life: Life }> => {
  if (caller.kind === 'person') {
    return fail('refused', 'only an instance reports about itself', 'Send it a message instead.');
  }
  const instance = crew.instance(caller.id);
  const life = crew.lives.get(caller.id);
  if (instance === undefined || life === undefined) {
    return fail(
      'wrong_state',
      `${caller.id} does not run`,
      'Nothing: this process is not the one Tutti started.',
    );
  }
  return ok({ instance, life });
};

/** An instance tells how far it is; with `done`, that its task is finished. */
export const reportProgress = (
  crew: Crew,
  caller: Caller,
  input: VerbParsed<'instances.reportProgress'>,
): Result<Instance> => {
  const self = selfOf(crew, caller);
  if (!self.ok) return self;
  const { id } = self.value.instance;
  const { summary, percent, todos, done } = input;
  const actor = actorOf(caller);
  const facts: Fact[] = [
    {
      kind: 'instance.progressed',
      data: { id, summary, percent: percent ?? null, ...(todos === undefined ? {} : { todos }) },
      actor,
    },
  ];
  if (done && self.value.life.confirmed) {
    facts.push(
      ...crew.transition(id, { to: 'done', witness: 'tool', reason: summary.slice(0, 200) }, { actor }),
    );
  }
  crew.ledger.append(facts);
  return ok(crew.instance(id) ?? self.value.instance);
};

export const reportBlocker = (
  crew: Crew,
  caller: Caller,
  input: VerbParsed<'instances.reportBlocker'>,
): Result<Instance> => {
  const self = selfOf(crew, caller);
  if (!self.ok) return self;
  const { id } = self.value.instance;
  const { blocker } = input;
  crew.change(
    id,
    { to: 'blocked', witness: 'tool', reason: blocker.slice(0, 200), blocker },
    { actor: actorOf(caller) },
  );
  return ok(crew.instance(id) ?? self.value.instance);
};

/** What an agent's own hook says of its state. `prompt` is told to the delivery as well (coordination/deliveries.ts). */
export const hookChange = (input: VerbParsed<'instances.hook'>): Change | null => {
  const reason = input.reason ?? '';
  switch (input.event) {
    case 'started':
      return null;
    case 'prompt':
      return { to: 'busy', witness: 'hook', reason: 'took a prompt' };
    case 'busy':
      return { to: 'busy', witness: 'hook', reason: reason || 'works' };
    case 'ready':
      return { to: 'ready', witness: 'hook', reason: reason || 'finished its turn' };
    case 'done':
      return { to: 'done', witness: 'hook', reason: reason || 'finished its task' };
    case 'waiting': {
      const { question } = input;
      return {
        to: 'waiting',
        witness: 'hook',
        reason: (question?.text ?? reason).slice(0, 200) || 'asks a question',
        ...(question === undefined ? {} : { question }),
      };
    }
    default:
      return input.event satisfies never;
  }
};

export const takeHook = (
  crew: Crew,
  caller: Caller,
  input: VerbParsed<'instances.hook'>,
): Result<Instance> => {
  const self = selfOf(crew, caller);
  if (!self.ok) return self;
  const { life, instance } = self.value;
  life.hooked = true;
  const change = hookChange(input);
  if (change !== null) observe(crew, life, change);
  return ok(crew.instance(instance.id) ?? instance);
};

/** What a screen's text says counts only while the agent's own hooks are silent. */
export const takeSign = (crew: Crew, life: Life, sign: ScreenSign, line: string): void => {
  if (life.ending) return;
  if (sign === 'ready') void pasteFirstPrompt(crew, life);
  if (life.hooked) return;
  const change = sign === null ? signGone(crew, life) : { to: sign, reason: line.slice(0, 200) };
  if (change !== null) observe(crew, life, { ...change, witness: 'screen' });
};

/** What only the screen had told ends with its sign: an answered question, a turn that is over. */
const signGone = (crew: Crew, life: Life): Pick<Change, 'to' | 'reason'> | null => {
  const instance = crew.instance(life.id);
  if (instance?.witness !== 'screen') return null;
  if (instance.state === 'waiting') return { to: 'busy', reason: 'its question is gone from the screen' };
  const knowsReady = life.profile.signs.ready.length > 0;
  return instance.state === 'busy' && !knowsReady
    ? { to: 'ready', reason: 'shows no sign of work any more' }
    : null;
};

/** A blocker or a finished task outlasts the end of a turn; before its confirmation an instance is not ready. */
const observe = (crew: Crew, life: Life, change: Change): void => {
  const state = crew.instance(life.id)?.state;
  if (change.to === 'ready' && (state === 'blocked' || state === 'done')) return;
  if (life.confirmed || change.to === 'waiting') {
    crew.change(life.id, change);
    return;
  }
  if (state === 'waiting') {
    crew.change(life.id, { ...change, to: 'confirming', reason: 'it has yet to confirm its role and task' });
  }
};

/** A sign of life: output, a hook, a tool call. A stalled instance that shows one is at work again. */
export const signOfLife = (crew: Crew, life: Life): void => {
  life.lastSign = crew.ports.clock.now();
  if (!life.confirmed || crew.instance(life.id)?.state !== 'stalled') return;
  crew.change(life.id, { to: 'busy', witness: 'process', reason: 'shows signs of life again' });
};

/** Watches one life for silence while it is busy; one timer, set anew for the remaining time. */
export const watchForStall = (crew: Crew, life: Life): void => {
  const limit = life.profile.stalledSeconds * 1000;
  if (limit === 0) return;
  const silent = crew.ports.clock.now() - life.lastSign;
  const busy = crew.instance(life.id)?.state === 'busy';
  if (busy && silent >= limit) {
    void crew.evidence(life.id).then((evidence) => {
      if (life.ending || crew.ports.clock.now() - life.lastSign < limit) return;
      const reason = `no sign of life for ${life.profile.stalledSeconds} s`;
      crew.change(life.id, { to: 'stalled', witness: 'process', reason, evidence });
    });
  }
  const wait = busy && silent < limit ? limit - silent : limit;
  crew.after(life, wait, () => watchForStall(crew, life));
};
