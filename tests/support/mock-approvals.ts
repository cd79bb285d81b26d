import type { WishTerms } from '@contract/approvals.ts';
import { fail, ok } from '@contract/result.ts';
import type { Handlers } from './mock-rooms.ts';
import type { EventTape } from './sample-events.ts';

const terms = (role: WishTerms['role'], at: number): WishTerms => ({
  role,
  parent: 'exec_1',
  profile: 'claude',
  task: 'Write the migration of sessions to SQLite, with tests of every step.\nChange nothing outside of src/sessions.',
  model: at === 1 ? 'opus' : null,
  branch: `tutti/12/${role === 'manager' ? 'mgr_1_9' : 'spec_1_1_9'}`,
});

/** Wishes to spawn that wait, of the sample run's instances. */
export const askWishes = (tape: EventTape, count: number): void => {
  for (let at = 1; at <= count; at++)
    tape.add(
      'approval.asked',
      {
        wish: `wish_${tape.events.length + 1}`,
        by: 'exec_1',
        terms: terms(at % 2 ? 'manager' : 'specialist', at),
      },
      { kind: 'instance', id: 'exec_1' },
    );
};

/** A profile that has failed too often, and an instance that is being tried again. */
export const openBreakers = (tape: EventTape): void => {
  const until = Date.now() + 92_000;
  const reason = 'its program ended at once (exit 1)';
  tape.add('breaker.opened', { scope: 'profile', name: 'claude', until, reason });
  tape.add('breaker.opened', { scope: 'instance', name: 'exec_1', until, reason });
  tape.add('breaker.halfOpened', { scope: 'instance', name: 'exec_1' });
};

/** Wishes and breakers, as a real host keeps them. */
export const approvalHandlers = (tape: EventTape): Handlers => {
  const waiting = () => tape.view.approvals.filter(({ granted }) => !granted);
  const run = () => ({ run: tape.view.run?.run ?? 1 });
  return {
    'approvals.list': () => ok(waiting()),
    'approvals.decide': ({ wish, yes, all, reason }) => {
      const one = tape.view.approvals.find((other) => other.wish === wish);
      if (one === undefined) return fail('not_found', `no wish ${wish} waits`, 'Look again.');
      if (all) tape.add('approval.allowed', run());
      for (const { wish: id, by } of all ? waiting() : [one])
        tape.add('approval.settled', { wish: id, by, spawned: yes ? 'mgr_1_1' : null, reason });
      return ok(waiting());
    },
    'approvals.revoke': () => {
      tape.add('approval.revoked', run());
      return ok(waiting());
    },
    'settings.set': (settings) => {
      tape.add('settings.changed', { settings });
      return ok(tape.view.settings);
    },
    'breakers.list': () => ok([...tape.view.breakers]),
    'breakers.close': (of) => {
      tape.add('breaker.closed', of);
      return ok([...tape.view.breakers]);
    },
  };
};
