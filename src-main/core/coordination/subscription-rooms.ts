import { kindsNamed, kindWords } from '@contract/named-events.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { subscriptionVerbs } from '@contract/subscription-verbs.ts';
import type { Subscription } from '@contract/subscriptions.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import type { Crew } from '../hierarchy/crew.ts';
import { actorOf } from '../ledger.ts';
import type { Caller } from '../model/caller.ts';
import { checkSenders } from '../model/known-names.ts';
import type { Rooms } from '../room.ts';

/** Each is looked at for each event; an instance that wants more wants other kinds in one of them. */
const limitEach = 20;

export const subscriptionRooms = (crew: Crew): Rooms<keyof typeof subscriptionVerbs> => ({
  'subscriptions.add': (caller, input) => add(crew, caller, input),
  'subscriptions.end': (caller, { subscription }) => end(crew, caller, subscription),
  'subscriptions.list': (caller) => ok(ownOf(crew, caller)),
});

const ownOf = (crew: Crew, caller: Caller): Subscription[] =>
  crew.ledger.view.subscriptions.filter(({ instance }) => caller.kind === 'person' || instance === caller.id);

const sameWords = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((word) => other.includes(word));

const add = (crew: Crew, caller: Caller, input: VerbParsed<'subscriptions.add'>): Result<Subscription> => {
  if (caller.kind === 'person')
    return fail('unsupported', 'the person has no inbox that is told', 'Follow the events: tutti subscribe.');
  const unknown = input.kinds.find((word) => kindsNamed(word).length === 0);
  if (unknown !== undefined)
    return fail(
      'bad_input',
      `no event is of the kind "${unknown}"`,
      `Use one of: ${kindWords().join(', ')}.`,
      {
        field: 'kinds',
      },
    );
  const known = checkSenders(crew.ledger.view, input.from, 'from');
  if (!known.ok) return known;
  const own = ownOf(crew, caller);
  const same = own.find(({ kinds, from }) => sameWords(kinds, input.kinds) && sameWords(from, input.from));
  if (same !== undefined) return ok(same);
  if (own.length >= limitEach)
    return fail(
      'limit_reached',
      `you have ${own.length} subscriptions`,
      'End one, or ask for more kinds in one.',
      {
        field: 'kinds',
      },
    );
  // Unique in the log, ended ones included.
  const subscription = `sub_${crew.ledger.view.seq + 1}`;
  const data = { subscription, instance: caller.id, kinds: input.kinds, from: input.from };
  crew.ledger.append([{ kind: 'subscription.made', data, actor: actorOf(caller) }]);
  return found(crew, subscription);
};

const found = (crew: Crew, id: string): Result<Subscription> => {
  const one = crew.ledger.view.subscriptions.find((other) => other.id === id);
  return one === undefined ? fail('internal', `${id} is not in the view`, 'Report this.') : ok(one);
};

const end = (crew: Crew, caller: Caller, id: string): Result<Subscription> => {
  const one = ownOf(crew, caller).find((other) => other.id === id);
  if (one === undefined)
    return fail('not_found', `no subscription ${id} of yours`, 'subscribe answers with those you have.', {
      field: 'subscription',
    });
  crew.ledger.append([{ kind: 'subscription.ended', data: { subscription: id }, actor: actorOf(caller) }]);
  return ok(one);
};
