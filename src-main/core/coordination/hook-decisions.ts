import type { AgentSign, HookReply } from '@contract/agent-signs.ts';
import type { Question } from '@contract/instances.ts';
import type { Rule } from '@contract/rules.ts';
import { appendSurely } from '../append-surely.ts';
import type { Crew, Decided, Life } from '../hierarchy/crew.ts';
import { takeSign } from '../hierarchy/signs.ts';
import { decidingRule } from '../model/decide.ts';

/**
 * Until then an agent that still says that it asks has not taken the decision. claude draws its question while its hook is asked and takes
 * it back within 50 ms of the answer, its status file following 50 ms later: this is for a busy machine.
 */
const takenMs = 1500;

/**
 * Decides a permission by the rules of the person, in the answer to the hook that asks for it: no key is typed, and nobody is shown a
 * question. The answer goes to that very call, whatever else the agent asks meanwhile.
 *
 * asked -> decided (the hook is answered) -> (its next sign, or it asks nothing) answered
 *                                         -> (it asks all the same)              shown, and answered by key as any other
 */
export const decideByHook = (crew: Crew): void => {
  const hear = (life: Life, sign: AgentSign): void => {
    const [only, ...others] = life.decided;
    // With several at once, which of them a sign is about is not known: each then waits its time.
    if (only !== undefined && others.length === 0 && goesOn(sign)) only.settle(true);
  };
  crew.onSign(hear);
  crew.onHook((life, sign) => {
    // What is answered by another is told to no listener.
    hear(life, sign);
    return decide(crew, life, sign);
  });
};

const goesOn = (sign: AgentSign): boolean =>
  sign.event === 'ready' ||
  sign.event === 'busy' ||
  sign.event === 'prompt' ||
  (sign.event === 'tool' && sign.use.status !== 'started');

const decide = (crew: Crew, life: Life, sign: AgentSign): HookReply | null => {
  if (sign.event !== 'waiting' || sign.decidable !== true || sign.question?.kind !== 'permission')
    return null;
  const instance = crew.instance(life.id);
  if (instance === undefined) return null;
  const rule = decidingRule(crew.ledger.view.rules, instance, sign.question);
  if (rule === null) return null;
  awaitTaken(crew, life, sign, rule);
  return { kind: 'decision', effect: rule.effect, reason: reasonOf(rule) };
};

/** For the agent, which reads it where it was denied. */
const reasonOf = ({ id, effect, tool, subject }: Rule): string =>
  effect === 'allow'
    ? `Allowed by a rule of the person's (${id}).`
    : `The person's rule ${id} denies this (${tool}${subject === '*' ? '' : `: ${subject}`}). Do without it, or report a blocker.`;

const awaitTaken = (
  crew: Crew,
  life: Life,
  asked: Extract<AgentSign, { event: 'waiting' }>,
  rule: Rule,
): void => {
  let cancel = (): void => undefined;
  const decided: Decided = {
    asked,
    settle: (taken) => {
      if (!life.decided.delete(decided)) return;
      cancel();
      if (taken && asked.question !== undefined) tell(crew, life, asked.question, rule);
    },
  };
  life.decided.add(decided);
  cancel = crew.after(life, takenMs, () => late(crew, life, decided));
};

const tell = (crew: Crew, { id }: Life, question: Question, rule: Rule): void => {
  const label = question.choices.find(({ means }) => means === rule.effect)?.label;
  const answer = label ?? (rule.effect === 'allow' ? 'Yes' : 'No');
  const data = { id, question: question.text, answer, rule: rule.id, way: 'hook' as const };
  appendSurely(crew, () => [{ kind: 'instance.answered', data }]).catch((error: unknown) =>
    crew.ports.log.error('a decision by hook', error, { id }),
  );
};

/** Its hook was answered, and it asks still: then it is a question as any other. Which one, is known where there is only one. */
const late = (crew: Crew, life: Life, decided: Decided): void => {
  const still = life.asksStill;
  if (still === null) {
    decided.settle(true);
    return;
  }
  const isOnly = life.decided.size === 1;
  crew.ports.log.warn('a decision by hook was not taken', { id: life.id });
  for (const one of [...life.decided]) one.settle(false);
  life.asksStill = null;
  if (isOnly) takeSign(crew, life, 'hook', decided.asked);
  else takeSign(crew, life, still.witness, still.sign);
};
