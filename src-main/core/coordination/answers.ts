import type { Instance, Question } from '@contract/instances.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { RuleTerms } from '@contract/rules.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import { appendSurely } from '../append-surely.ts';
import type { Crew, Life } from '../hierarchy/crew.ts';
import { actorOf } from '../ledger.ts';
import type { Caller } from '../model/caller.ts';
import { decidingRule, subjectOf } from '../model/decide.ts';
import { addRule } from './rules.ts';

/** A dialog is redrawn within a frame or two, and the slowest witness of it takes a second: this is for a busy machine. */
const proofMs = 8000;

/** What is typed before a dialog is drawn is lost: by then it has been, and whoever took the keys has shown it. */
const againMs = 3000;

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
  if (life.answering === asked)
    return fail('wrong_state', `${id} is just being answered`, 'Wait until that answer was taken or not.', {
      field: 'id',
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
  const terms = always ? termsOf(found.value, choice?.means) : null;
  if (terms !== null && !terms.ok) return terms;
  const answered = await give(crew, found.value, choice?.keys ?? null, text ?? '');
  if (!answered.ok) return answered;
  const { id } = instance;
  const data = { id, question: question.text, answer: choice?.label ?? text ?? '', rule: null };
  const [event] = crew.ledger.append([{ kind: 'instance.answered', data, actor: actorOf(caller) }]);
  // Only what was taken becomes a rule: a word that never reached the agent decides nothing for it later.
  const kept = terms === null ? terms : addRule(crew, caller, terms.value, { answered: data, event });
  if (kept !== null && !kept.ok) return kept;
  return ok(crew.instance(id) ?? instance);
};

/** "Always for this kind in this run": the answer becomes a rule, which the person can revoke. */
const termsOf = (
  { instance, question }: Asked,
  means: Question['choices'][number]['means'],
): Result<RuleTerms> => {
  const { kind, tool } = question;
  if ((kind !== 'permission' && kind !== 'dialog') || tool === undefined || means === undefined)
    return fail('bad_input', 'this answer can not be kept as a rule', 'Answer this question alone.', {
      field: 'always',
    });
  return ok({
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

/** Types an answer and waits until the instance asks this no longer. One at a time: two keys would answer two questions. */
const give = async (crew: Crew, asked: Asked, keys: string | null, text: string): Promise<Result<void>> => {
  const { life, instance } = asked;
  life.answering = instance.since;
  try {
    return await typeAndSee(crew, asked, keys, text);
  } finally {
    // The next question may have come, and be under answer, before it is known that this one is gone.
    if (life.answering === instance.since) life.answering = null;
  }
};

const typeAndSee = async (
  crew: Crew,
  asked: Asked,
  keys: string | null,
  text: string,
): Promise<Result<void>> => {
  const { id } = asked.instance;
  const bytes = new TextEncoder().encode(keys ?? textKeys(asked.life, text));
  const typed = await type(crew, asked, bytes);
  if (!typed.ok) return typed;
  // Words of the person's own may stand in its box already.
  if (keys !== null && !(await hasMovedOn(crew, asked, againMs)) && (await showsStill(crew, asked))) {
    crew.ports.log.info('an answer is typed once more', { id });
    const again = await type(crew, asked, bytes);
    if (!again.ok) return again;
  }
  if (await hasMovedOn(crew, asked, keys === null ? proofMs : proofMs - againMs)) return ok(undefined);
  const remedy = 'Open its terminal: answer there what it shows.';
  return fail('timeout', `${id} was given the answer and still asks`, remedy);
};

/** Typed, not pasted or submitted: the marks at the pane are those of a message that may be on its way. */
const type = async (crew: Crew, { instance, life }: Asked, bytes: Uint8Array): Promise<Result<void>> => {
  const typed = await crew.ports.terminals.type(life.pane, bytes);
  if (!typed.ok) return typed;
  return typed.value === 'dead'
    ? fail('wrong_state', `${instance.id} has ended`, 'Restart it.')
    : ok(undefined);
};

/** Whether the instance asks this no longer, within so many ms. */
const hasMovedOn = async (crew: Crew, { instance, life }: Asked, ms: number): Promise<boolean> => {
  const { id, since } = instance;
  const moved = crew.ledger.watch((view) => {
    const now = view.instances[id];
    return now === undefined || now.state !== 'waiting' || now.since !== since || life.ending;
  });
  let cancel = (): void => {};
  const late = new Promise<'late'>((resolve) => {
    cancel = crew.ports.clock.after(ms, () => resolve('late'));
  });
  const outcome = await Promise.race([moved.held.then(() => 'moved' as const), late]);
  moved.stop();
  cancel();
  return outcome === 'moved';
};

/**
 * Whether this very question provably stands on its screen, as it does where the keys came before it was drawn: nobody has told of anything
 * else since it was asked (its hook would), and the screen has what it is about and, beneath that, the first choice.
 */
const showsStill = async (crew: Crew, { instance, question }: Asked): Promise<boolean> => {
  const screen = await crew.ports.screens.text(crew.keyOf(instance.id), linesLookedAt);
  const now = crew.instance(instance.id);
  if (screen === null || now?.state !== 'waiting' || now.since !== instance.since) return false;
  const shown = bare(screen.lines.join(''));
  const [first = ''] = subjectOf(question).split('\n');
  const words = bare(first).slice(0, lettersLookedAt);
  const about = words === '' ? -1 : shown.lastIndexOf(words);
  const label = bare(question.choices[0]?.label ?? '');
  return about !== -1 && label !== '' && shown.indexOf(label, about) !== -1;
};

/** A dialog stands at the bottom, beneath it at most a list of tasks. */
const linesLookedAt = 60;

/** Enough to tell one question from another; more may not fit where it is shown. */
const lettersLookedAt = 60;

/** Without what depends on the width of the terminal. */
const bare = (text: string): string => text.replace(/[\s\u2500-\u257f❯›]/gu, '');

/** Answers each question that a rule of the person's decides, as it is asked. */
export const answerByRules = (crew: Crew): void => {
  crew.ledger.listen((events) => {
    for (const event of events) {
      if (event.kind !== 'instance.changed' || event.data.to !== 'waiting') continue;
      decide(crew, event.data.id, event.seq).catch((error: unknown) =>
        crew.ports.log.error('answering by rule', error, { id: event.data.id }),
      );
    }
  });
};

/** `cause`: the event that it asks. */
const decide = async (crew: Crew, id: string, cause: number): Promise<void> => {
  const asked = crew.instance(id);
  if (asked === undefined) return;
  const found = askedOf(crew, id, asked.since);
  if (!found.ok) return;
  const { instance, question } = found.value;
  const rule = decidingRule(crew.ledger.view.rules, instance, question);
  if (rule === null) return agreeByMode(crew, found.value, cause);
  const wanted = question.choices.find(({ means }) => means === rule.effect);
  if (wanted === undefined) return;
  const given = await give(crew, found.value, wanted.keys, '');
  if (!given.ok) {
    crew.ports.log.warn('an answer by rule was not taken', { id, rule: rule.id, error: given.error });
    return;
  }
  const data = { id, question: question.text, answer: wanted.label, rule: rule.id };
  // It is typed: that can't be taken back where the log has no room.
  await appendSurely(crew, () => [{ kind: 'instance.answered', data, cause }]);
};

/**
 * A dialog by which a CLI makes sure of a dangerous mode: whoever spawned it in that mode has said that yes, for this mode and this
 * start. Should the dialog come again, it is the person's to answer.
 */
const agreeByMode = async (crew: Crew, asked: Asked, cause: number): Promise<void> => {
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
  await appendSurely(crew, () => [{ kind: 'instance.answered', data, cause }]);
};
