import type { EventData, TuttiEvent } from '@contract/events.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { Rule, RuleTerms } from '@contract/rules.ts';
import type { Crew } from '../hierarchy/crew.ts';
import { actorOf } from '../ledger.ts';
import type { Caller } from '../model/caller.ts';

const sameTerms = (one: RuleTerms, other: RuleTerms): boolean =>
  (['effect', 'about', 'profile', 'tool', 'subject', 'run', 'instance'] as const).every(
    (term) => one[term] === other[term],
  );

/** The answer that a rule is kept from, and its event. */
interface Origin {
  readonly answered: EventData<'instance.answered'>;
  readonly event: TuttiEvent | undefined;
}

/** Adds a rule, or gives back the one that says the same. */
export const addRule = (crew: Crew, caller: Caller, terms: RuleTerms, from?: Origin): Result<Rule> => {
  const { ledger } = crew;
  const known = ledger.view.rules.find((rule) => sameTerms(rule, terms));
  if (known !== undefined) return ok(known);
  // The sequence number of its event: never used twice, also when a rule is revoked.
  const id = `rule_${ledger.view.seq + 1}`;
  const actor = actorOf(caller);
  const cause = from?.event?.seq ?? null;
  ledger.append([{ kind: 'rule.added', data: { id, terms, ...originOf(from) }, actor, run: null, cause }]);
  const added = ledger.view.rules.find((rule) => rule.id === id);
  return added === undefined ? fail('internal', 'The rule was not kept.', 'Try again.') : ok(added);
};

export const revokeRule = (crew: Crew, caller: Caller, id: string): Result<Rule[]> => {
  const { ledger } = crew;
  if (!ledger.view.rules.some((rule) => rule.id === id))
    return fail('not_found', `no rule ${id}`, 'List the rules.', { field: 'id' });
  ledger.append([{ kind: 'rule.revoked', data: { id }, actor: actorOf(caller), run: null }]);
  return ok([...ledger.view.rules]);
};

const originOf = (from: Origin | undefined): Pick<EventData<'rule.added'>, 'answered'> => {
  if (from === undefined) return {};
  const { id: by, question, answer } = from.answered;
  return { answered: { by, question, answer } };
};
