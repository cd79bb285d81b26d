import type { AgentCheck, CheckItem } from '@contract/agent-checks.ts';
import type { Instance } from '@contract/instances.ts';
import { hasEnded } from '@contract/states.ts';
import { messageOf } from '@contract/view.ts';
import type { Processes } from '../../core/ports/processes.ts';
import { nastyTexts } from './nasty-texts.ts';
import type { Trial } from './trial.ts';

/** What a check works with. */
export interface CheckGround {
  readonly trial: Trial;
  readonly id: string;
  /** Dialogs that are answered as they come. */
  readonly agree: readonly string[];
  readonly processes: Processes;
  /** First part of the marker that each process of this trial has in its environment. */
  readonly marker: string;
}

export type Finding = Omit<CheckItem, 'check' | 'ms'>;
export type Check = (ground: CheckGround) => Promise<Finding>;

/** A model answers in seconds, a busy provider in a minute; a start may download or migrate something. */
const patienceMs = 120_000;
/** What Tutti itself promises for an end that nobody asked for. */
const deathMs = 2000;
/** An interrupted turn ends at once, and is told by a file that is written some 100 ms later. */
const interruptMs = 5000;

/** Time for a CLI to draw the dialogs of its start. */
const dialogMs = 10_000;

const yes = (words: string): Finding => ({ verdict: 'yes', words, remedy: null });
const partly = (words: string, remedy: string | null = null): Finding => ({
  verdict: 'partly',
  words,
  remedy,
});
const no = (words: string, remedy: string | null): Finding => ({ verdict: 'no', words, remedy });

const stateOf = ({ trial, id }: CheckGround) => trial.instance(id)?.state;
const lastLines = (text: string): string =>
  text.split('\n').filter(Boolean).slice(-3).join(' / ').slice(0, 300);

const starts: Check = async (ground) => {
  const { trial, id, agree } = ground;
  const isAnswered = (one: Instance): boolean =>
    one.question?.kind === 'dialog' && agree.includes(one.question.tool ?? '');
  // A dialog shows in these seconds, or it comes in the way of the confirmation.
  const settled = await trial.until((view) => {
    const one = view.instances[id];
    if (one === undefined || one.state === 'starting' || one.state === 'confirming') return false;
    return one.state !== 'waiting' || !isAnswered(one);
  }, dialogMs);
  const now = trial.instance(id);
  if (now === undefined || hasEnded(now.state))
    return no(
      `It ended: ${now?.reason ?? 'unknown'}. ${lastLines(now?.evidence ?? '')}`,
      'Read what it said above.',
    );
  if (now.state === 'waiting') {
    const { question } = now;
    const agree =
      question?.kind === 'dialog'
        ? `Agree to “${question.tool}” before it is tried, if you do (--agree ${question.tool}).`
        : null;
    return no(
      `It asks: ${question?.text ?? now.reason}`,
      agree ?? 'Answer it once in a terminal of your own.',
    );
  }
  return settled ? yes('Its program runs, and no dialog stands in the way.') : yes('Its program runs.');
};

const confirms: Check = async ({ trial, id }) => {
  const confirmed = await trial.until((view) => {
    const state = view.instances[id]?.state;
    return state !== 'starting' && state !== 'confirming' && state !== 'stalled';
  }, patienceMs);
  if (confirmed && trial.instance(id)?.state !== 'crashed')
    return yes('It answered its nonce by a tool of Tutti’s.');
  return no(
    'It did not confirm its role and task.',
    'Look whether its MCP server is configured, or use tutti confirm.',
  );
};

/** Sends a text and tells what became of it. */
const deliver = async ({ trial, id }: CheckGround, text: string) => {
  const sent = await trial.call('messages.send', { to: id, text });
  if (!sent.ok) return { state: 'failed' as const, reason: sent.error.message, witness: null };
  const done = (state: string | undefined) =>
    state === 'accepted' || state === 'failed' || state === 'announced';
  await trial.until((view) => done(messageOf(view, sent.value.id)?.state), patienceMs);
  const { state = 'queued', reason = '', witness = null } = messageOf(trial.view, sent.value.id) ?? {};
  return { state, reason, witness };
};

const takesAMessage: Check = async (ground) => {
  const took = await deliver(
    ground,
    'This is a test of the connection. Answer with the one word: hello. Use no tool.',
  );
  if (took.state === 'accepted' && took.witness !== 'screen')
    return yes(`It took a message, proven by ${took.reason}.`);
  if (took.state === 'accepted') return partly(`It seems to have taken a message: ${took.reason}.`);
  return no(`A message is ${took.state}: ${took.reason}`, 'Look at accept and submit of its profile.');
};

const tellsItsTurn: Check = async (ground) => {
  const { trial, id } = ground;
  const began = trial.until((view) => view.instances[id]?.state === 'busy', patienceMs);
  const took = await deliver(ground, 'Answer with the one word: again. Use no tool.');
  if (took.state !== 'accepted' || !(await began))
    return no('It was not seen to begin a turn.', 'Look at its signs, titles, hooks or watcher.');
  const ended = await trial.until((view) => view.instances[id]?.state === 'ready', patienceMs);
  const witness = trial.instance(id)?.witness;
  return ended
    ? yes(`It was seen to be busy, and ready again (${witness}).`)
    : no('It was not seen to end its turn.', 'Look at its signs, titles, hooks or watcher.');
};

const takesAnyText: Check = async (ground) => {
  const counts = { accepted: 0, announced: 0, lost: 0 };
  for (const text of nastyTexts) {
    const { state } = await deliver(
      ground,
      `Answer with the one word: yes. Use no tool. Ignore this line:\n${text}`,
    );
    counts[state === 'accepted' || state === 'announced' ? state : 'lost'] += 1;
  }
  const words = `Of ${nastyTexts.length} difficult texts it took ${counts.accepted}; ${counts.announced} wait in its inbox, ${counts.lost} failed honestly.`;
  return counts.lost === 0 ? yes(words) : partly(words, 'Add what fails to submit.inbox of its profile.');
};

const canBeInterrupted: Check = async (ground) => {
  const { trial, id } = ground;
  await trial.until((view) => view.instances[id]?.state === 'ready', patienceMs);
  const took = await deliver(ground, 'Count from one to five hundred in words, one a line. Use no tool.');
  if (took.state !== 'accepted' || stateOf(ground) !== 'busy')
    return partly('It was ready again before it could be interrupted.');
  await trial.call('instances.type', { id, bytes: new Uint8Array([0x1b]) });
  const stopped = await trial.until((view) => view.instances[id]?.state === 'ready', interruptMs);
  return stopped
    ? yes('After Esc it was seen to be ready.')
    : no(
        'After Esc it is still called busy.',
        'Its watcher or signs must tell the end of an interrupted turn.',
      );
};

const isSeenToDie: Check = async ({ trial, id, processes }) => {
  const pid = trial.instance(id)?.pid;
  const found = pid == null ? null : await processes.find(pid);
  if (found === null) return no('Its process is not known.', null);
  await processes.signal(found.pid, found.startTime, 'SIGKILL');
  const seen = await trial.until((view) => view.instances[id]?.state === 'crashed', deathMs);
  return seen
    ? yes('Killed, it was called crashed within two seconds.')
    : no('Killed, it was still called alive.', null);
};

const resumes: Check = async ({ trial, id }) => {
  const before = trial.instance(id)?.session?.id ?? null;
  const restarted = await trial.call('instances.restart', { id });
  if (!restarted.ok)
    return no(`It could not be started again: ${restarted.error.message}`, restarted.error.remedy);
  const alive = await trial.until(
    (view) => ['ready', 'busy'].includes(view.instances[id]?.state ?? ''),
    patienceMs,
  );
  if (!alive) return no('Started again, it did not confirm.', 'Look at resumeArgs of its profile.');
  const now = trial.instance(id)?.session?.id ?? null;
  if (before === null || now === null)
    return partly('It starts again; its conversation has no name, so it begins anew.');
  return now === before
    ? yes('It goes on with the same conversation.')
    : partly('It starts again in a conversation that is new.', 'Look at resumeArgs of its profile.');
};

const tellsItsTokens: Check = async ({ trial, id }) => {
  const used = Object.values(trial.instance(id)?.used ?? {});
  if (used.length === 0)
    return partly('It does not tell what it uses: budgets of tokens do not hold for it.');
  const cost = used.some((one) => one.costBy === 'agent') ? 'and its cost' : 'not its cost';
  return yes(`It tells its tokens, ${cost}.`);
};

const leavesNothing: Check = async ({ trial, id, processes, marker }) => {
  const ended = await trial.call('instances.terminate', { id });
  if (!ended.ok) return no(`It could not be ended: ${ended.error.message}`, ended.error.remedy);
  const left = (await processes.list()).filter((one) => one.marker?.startsWith(`${marker}/`) === true);
  if (left.length === 0) return yes('Ended, it leaves no process behind.');
  return no(
    `It leaves behind: ${left.map(({ pid, command }) => `${command} (${pid})`).join(', ')}`,
    'End them by their pid.',
  );
};

export const checks: Readonly<Record<AgentCheck, Check>> = {
  starts,
  confirms,
  'takes-a-message': takesAMessage,
  'tells-its-turn': tellsItsTurn,
  'takes-any-text': takesAnyText,
  'can-be-interrupted': canBeInterrupted,
  'is-seen-to-die': isSeenToDie,
  resumes,
  'tells-its-tokens': tellsItsTokens,
  'leaves-nothing': leavesNothing,
};
