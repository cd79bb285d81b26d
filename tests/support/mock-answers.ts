import { fail, ok } from '@contract/result.ts';
import type { RuleTerms } from '@contract/rules.ts';
import type { Handlers } from './mock-rooms.ts';
import type { EventTape } from './sample-events.ts';

const person = { kind: 'person', door: 'window' } as const;

const addRule = (tape: EventTape, terms: RuleTerms) => {
  const id = `rule_${tape.events.length + 1}`;
  tape.add('rule.added', { id, terms }, person);
  return tape.view.rules.find((rule) => rule.id === id);
};

const answer =
  (tape: EventTape, deaf: boolean): NonNullable<Handlers['instances.answer']> =>
  ({ id, asked, choice, text, always }) => {
    const instance = tape.view.instances[id];
    if (instance?.question == null) return fail('wrong_state', `${id} asks nothing`, 'Look anew.');
    if (instance.since !== asked)
      return fail('wrong_state', `${id} asks something else by now`, 'Read its question, and answer that.');
    if (deaf)
      return fail('timeout', `${id} was given the answer and still asks`, 'Open its terminal: answer there.');
    const { question, profile, run } = instance;
    const chosen = choice === undefined ? undefined : question.choices[choice];
    if (always)
      addRule(tape, {
        effect: chosen?.means === 'deny' ? 'deny' : 'allow',
        about: question.kind === 'dialog' ? 'dialog' : 'permission',
        profile,
        tool: question.tool ?? '',
        subject: '*',
        run: question.kind === 'dialog' ? null : run,
        instance: null,
      });
    tape.wait(30);
    tape.add('instance.changed', { id, from: 'waiting', to: 'busy', witness: 'hook', reason: 'it goes on' });
    const given = chosen?.label ?? text ?? '';
    tape.add('instance.answered', { id, question: question.text, answer: given, rule: null }, person);
    const now = tape.view.instances[id];
    return now === undefined ? fail('not_found', `There is no ${id}.`, 'Pick another one.') : ok(now);
  };

/** Questions and rules, as a real host keeps them. */
export const answerHandlers = (tape: EventTape, deaf: boolean): Handlers => ({
  'instances.answer': answer(tape, deaf),
  'rules.list': () => ok([...tape.view.rules]),
  'rules.add': (terms) => {
    const added = addRule(tape, terms);
    return added === undefined ? fail('internal', 'The rule was not kept.', 'Try again.') : ok(added);
  },
  'rules.revoke': ({ id }) => {
    tape.add('rule.revoked', { id }, person);
    return ok([...tape.view.rules]);
  },
});
