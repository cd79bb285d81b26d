import type { Instance, Question } from '@contract/instances.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import type { Crew, Life } from '../hierarchy/crew.ts';
import { actorOf } from '../ledger.ts';
import type { Caller } from '../model/caller.ts';
import { decidingRule } from '../model/decide.ts';
import { addRule } from './rules.ts';

/** A dialog is redrawn within a frame or two, and the slowest witness of it takes a second: this is for a busy machine. */
const proofMs = 8000;

interface Asked {
  readonly instance: Instance;
  readonly question: Question;
  readonly life: Life;
}

/** The question that an answer is meant for. `asked` is when it was asked: an answer that comes late must not answer the next one. */
const askedOf = (crew: Crew, id: string, asked: number): Result<Asked> => {
  const instance = crew.instance(id);
  const life = crew.lives.get(id);
  if (instance === undefined)
    return fail('not_found', `no instance ${id}`, 'List the instances.', { field: 'id' });
  if (life === undefined || life.ending || instance.state !== 'waiting' || instance.question === null)
    return fail('wrong_state', `${id} asks nothing`, 'Look at what needs you anew.', { field: 'id' });
  if (instance.since !== asked)
    return fail('wrong_state', `${id} asks something else by now`, 'Read its question, and answer that.', {
      field: 'asked',
    });
  return ok({ instance, question: instance.question, life });
};

/** The person's answer to what an instance asks: one of its choices, or words of the person's own. */
export const answer = async (
  crew: Crew,
  caller: Caller,
  input: VerbParsed<'instances.answer'>,
): Promise<Result<Instance>> => {
  const found = askedOf(crew, input.id, input.asked);
  if (!found.ok) return found;
  const { question, instance } = found.value;
  const { choice: place, text, always } = input;
  if ((place === undefined) === (text === undefined))
    return fail('bad_input', 'an answer is a choice or a text', 'Give one of the two.', { field: 'choice' });
  const choice = place === undefined ? undefined : question.choices[place];
  if (place !== undefined && choice === undefined) {
    const there = `${question.choices.length} are offered, counted from 0`;
    return fail('bad_input', `there is no choice ${place}`, `Choose another: ${there}.`, { field: 'choice' });
  }
  if (always) {
    const kept = remember(crew, caller, found.value, choice?.means);
    if (!kept.ok) return kept;
  }
  const answered = await give(crew, found.value, choice?.keys ?? null, text ?? '');
  if (!answered.ok) return answered;
  const { id } = instance;
  const data = { id, question: question.text, answer: choice?.label ?? text ?? '', rule: null };
  crew.ledger.append([{ kind: 'instance.answered', data, actor: actorOf(caller) }]);
  return ok(crew.instance(id) ?? instance);
};

/** "Always for this kind in this run": the answer becomes a rule, which the person can revoke. */
const remember = (
  crew: Crew,
  caller: Caller,
  { instance, question }: Asked,
  means: Question['choices'][number]['means'],
): Result<unknown> => {
  const { kind, tool } = question;
  if ((kind !== 'permission' && kind !== 'dialog') || tool === undefined || means === undefined)
    return fail('bad_input', 'this answer can not be kept as a rule', 'Answer this question alone.', {
      field: 'always',
    });
  return addRule(crew, caller, {
    effect: means === 'deny' ? 'deny' : 'allow',
    about: kind,
    profile: instance.profile,
    tool,
    subject: '*',
    // A CLI asks for trust in each new worktree: what is agreed holds for the project.
    run: kind === 'dialog' ? null : instance.run,
    instance: null,
  });
};

/** What a person would type and paste; a line end within it must not submit its first line. */
const textKeys = ({ profile }: Life, text: string): string =>
  `${text.includes('\n') ? `\x1b[200~${text}\x1b[201~` : text}${profile.submit.keys}`;

/** Types an answer and waits until the instance asks this no longer. */
const give = async (
  crew: Crew,
  { instance, life }: Asked,
  keys: string | null,
  text: string,
): Promise<Result<void>> => {
  const { terminals, clock } = crew.ports;
  const { id, since } = instance;
  // Typed, not pasted or submitted: the marks at the pane are those of a message that may be on its way.
  const typed = await terminals.type(life.pane, new TextEncoder().encode(keys ?? textKeys(life, text)));
  if (!typed.ok) return typed;
  if (typed.value === 'dead') return fail('wrong_state', `${id} has ended`, 'Restart it.');
  const moved = crew.ledger.watch((view) => {
    const now = view.instances[id];
    return now === undefined || now.state !== 'waiting' || now.since !== since;
  });
  let cancel = (): void => {};
  const late = new Promise<'late'>((resolve) => {
    cancel = clock.after(proofMs, () => resolve('late'));
  });
  const outcome = await Promise.race([moved.held.then(() => 'moved' as const), late]);
  moved.stop();
  cancel();
  if (outcome === 'moved') return ok(undefined);
  const remedy = 'Open its terminal: answer there what it shows.';
  return fail('timeout', `${id} was given the answer and still asks`, remedy);
};

/** Answers each question that a rule of the person's decides, as it is asked. */
export const answerByRules = (crew: Crew): void => {
  crew.ledger.listen((events) => {
    for (const event of events) {
      if (event.kind !== 'instance.changed' || event.data.to !== 'waiting') continue;
      decide(crew, event.data.id).catch((error: unknown) =>
        crew.ports.log.error('answering by rule', error, { id: event.data.id }),
      );
    }
  });
};

const decide = async (crew: Crew, id: string): Promise<void> => {
  const asked = crew.instance(id);
  if (asked === undefined) return;
  const found = askedOf(crew, id, asked.since);
  if (!found.ok) return;
  const { instance, question } = found.value;
  const rule = decidingRule(crew.ledger.view.rules, instance, question);
  if (rule === null) return agreeByMode(crew, found.value);
  const wanted = question.choices.find(({ means }) => means === rule.effect);
  if (wanted === undefined) return;
  const given = await give(crew, found.value, wanted.keys, '');
  if (!given.ok) {
    crew.ports.log.warn('an answer by rule was not taken', { id, rule: rule.id, error: given.error });
    return;
  }
  const data = { id, question: question.text, answer: wanted.label, rule: rule.id };
  crew.ledger.append([{ kind: 'instance.answered', data }]);
};

/**
 * A dialog by which a CLI makes sure of a dangerous mode: whoever spawned it in that mode has said that yes, for this mode and this
 * start. Should the dialog come again, it is the person's to answer.
 */
const agreeByMode = async (crew: Crew, asked: Asked): Promise<void> => {
  const { instance, question, life } = asked;
  const { id, mode } = instance;
  const { tool } = question;
  if (question.kind !== 'dialog' || tool === undefined || mode?.dangerous !== true) return;
  const offered = life.profile.permissions.modes.find(({ name }) => name === mode.name);
  const wanted = question.choices.find(({ means }) => means === 'allow');
  if (offered?.agrees.includes(tool) !== true || wanted === undefined || life.agreed.has(tool)) return;
  life.agreed.add(tool);
  const given = await give(crew, asked, wanted.keys, '');
  if (!given.ok) {
    crew.ports.log.warn('the yes to a mode was not taken', { id, mode: mode.name, error: given.error });
    return;
  }
  const data = { id, question: question.text, answer: wanted.label, rule: null, mode: mode.name };
  crew.ledger.append([{ kind: 'instance.answered', data }]);
};
