import type { Instance } from '@contract/instances.ts';
import type { Profile } from '@contract/profiles.ts';
import { fail, ok, type Result, type TuttiError } from '@contract/result.ts';
import { appendSurely } from '../append-surely.ts';
import type { Fact } from '../ledger.ts';
import type { SecretChange } from '../ports/store.ts';
import type { PaneInfo, PaneSpec } from '../ports/terminals.ts';
import { instanceBreaker, profileBreaker } from './breakers.ts';
import { awaitConfirmation } from './confirm.ts';
import { crashed, youngMs } from './crash.ts';
import { type Change, type Crew, type Life, newLife } from './crew.ts';
import { type Credentials, environmentOf } from './environment-of.ts';
import { pasteFirstPrompt } from './first-prompt.ts';
import { homeEnvironment, outsideOf } from './home-environment.ts';
import { type Launch, type LaunchPlan, planLaunch } from './launch-plan.ts';
import { fillFile, fillPlaceholders, usesPlaceholder } from './placeholders.ts';
import { watchForStall } from './stall.ts';
import { endLife } from './terminate.ts';
import { watchAgent } from './watch-agent.ts';

/** New credentials for an incarnation, and the rows that let it be recognised by them. */
export const issueCredentials = (
  crew: Crew,
  id: string,
  incarnation: number,
  profile: Profile,
  confirm: boolean,
  run = crew.run,
): { credentials: Credentials; secrets: SecretChange[] } => {
  const { secrets, clock } = crew.ports;
  const credentials = { token: secrets.token(), nonce: secrets.nonce() };
  const token: SecretChange = { kind: 'token', run, id, hash: secrets.hash(credentials.token) };
  if (!confirm) return { credentials, secrets: [token, { kind: 'nonce-used', run, id }] };
  const deadline = clock.now() + profile.confirm.seconds * 1000;
  const hash = secrets.hash(credentials.nonce);
  return { credentials, secrets: [token, { kind: 'nonce', run, id, incarnation, hash, deadline }] };
};

/**
 * Starts an instance's program in a pane of its own. The instance is `starting`, and its credentials are stored: the
 * program may call back before this returns.
 */
export const launch = async (crew: Crew, order: Launch): Promise<Result<Instance>> => {
  const { id } = order.instance;
  if (!(await crew.starts.pass(id, order.confirm)))
    return fail('wrong_state', `${id} was ended before it was its turn to start`, 'Restart it.');
  try {
    const prepared = await crew.setUps.prepare(order);
    if (!prepared.ok) {
      crew.breakers.release(id);
      crew.starts.leave(id);
      return prepared;
    }
    return await start(crew, order);
  } catch (error) {
    crew.starts.leave(id);
    throw error;
  }
};

const start = async (crew: Crew, order: Launch): Promise<Result<Instance>> => {
  const { instance, profile } = order;
  const key = crew.keyOf(instance.id);
  const { scrollback } = crew.ledger.view.settings;
  const plan = planLaunch(crew, order);
  const spec = await paneSpec(crew, order, plan);
  crew.feed.open(key, { size: instance.size, scrollback, signs: profile.signs });
  const opened = spec.ok ? await crew.ports.terminals.open(spec.value) : spec;
  if (!opened.ok) {
    notStarted(crew, order, opened.error);
    return opened;
  }
  const process = await crew.ports.processes.find(opened.value.pid);
  // No await from here to the log: an exit that is reported meanwhile finds the life, or waits among the early ones.
  const life = begin(crew, order, opened.value, process?.startTime ?? '');
  life.firstPrompt = profile.prompt.first === 'paste' ? plan.prompt : null;
  life.watch = watchAgent(crew, life, plan.resumes ? instance.session : null);
  try {
    logLaunch(crew, order, life);
  } catch (error) {
    await abandon(crew, order);
    throw error;
  }
  crew.feed.attach(key, life.pane);
  watchForStall(crew, life);
  if (order.confirm) awaitConfirmation(crew, life, crew.ports.clock.now() + profile.confirm.seconds * 1000);
  if (!order.confirm && crew.breakers.tries(life.id)) proveByLiving(crew, life);
  if (profile.signs.ready.length === 0) await pasteFirstPrompt(crew, life);
  const exit = crew.earlyExits.get(life.pane);
  if (exit !== undefined) {
    crew.earlyExits.delete(life.pane);
    await crashed(crew, life, exit);
  }
  return ok(crew.instance(instance.id) ?? instance);
};

/** A trial of what confirms nothing has gone well when it lives on. */
const proveByLiving = (crew: Crew, life: Life): void => {
  crew.after(life, youngMs, () => {
    crew.breakers.succeeded(profileBreaker(life.profile.name));
    crew.breakers.succeeded(instanceBreaker(life.id));
  });
};

const notStarted = (crew: Crew, order: Launch, error: TuttiError): void => {
  const { id } = order.instance;
  // Another code is no fault of its program: a worktree that can't be written, a terminal server that is gone.
  if (error.code === 'cannot_start') {
    crew.breakers.failed(profileBreaker(order.profile.name), error.message);
    crew.breakers.failed(instanceBreaker(id), error.message);
  }
  crew.breakers.release(id);
  const evidence = error.details === undefined ? {} : { evidence: error.details };
  const change = { to: 'crashed', witness: 'process', reason: error.message, ...evidence } as const;
  crew.change(id, change, order.by);
};

/** Its launch can't be written down (a full disk): what nobody would know of must not run. */
const abandon = async (crew: Crew, order: Launch): Promise<void> => {
  const { id } = order.instance;
  await endLife(crew, id);
  const change = { to: 'crashed', witness: 'process', reason: 'its launch could not be logged' } as const;
  const facts = (): Fact[] => (crew.lives.has(id) ? [] : crew.transition(id, change, order.by));
  appendSurely(crew, facts).catch((error: unknown) =>
    crew.ports.log.error('an abandoned launch', error, { id }),
  );
};

const begin = (crew: Crew, order: Launch, opened: PaneInfo, startTime: string): Life => {
  const { instance, incarnation, profile, confirm } = order;
  const life: Life = {
    ...newLife(crew, instance, profile, opened),
    incarnation,
    startTime,
    confirmed: !confirm,
  };
  crew.add(life);
  return life;
};

const logLaunch = (crew: Crew, order: Launch, life: Life): void => {
  const { id, incarnation, pid, startTime, pane } = life;
  crew.ledger.append([
    { kind: 'instance.launched', data: { id, incarnation, pid, startTime, pane }, ...order.by },
    ...firstStates(order).flatMap((change) => crew.transition(id, change, order.by)),
  ]);
};

/** A program that tells when it is ready stays `starting` until then. */
const firstStates = (order: Launch): Change[] => {
  const { confirm, profile } = order;
  if (confirm) {
    const reason = 'its program runs; it has yet to confirm its role and task';
    return [{ to: 'confirming', witness: 'process', reason }];
  }
  const reason = 'its program runs; no confirmation was asked for';
  return profile.signs.ready.length > 0 ? [] : [{ to: 'ready', witness: 'process', reason }];
};

const paneSpec = async (crew: Crew, order: Launch, plan: LaunchPlan): Promise<Result<PaneSpec>> => {
  const { instance, profile, credentials, incarnation } = order;
  const { prompt, values } = plan;
  const { file } = profile.prompt;
  if (file !== undefined) {
    const written = await crew.ports.worktrees.writeUntracked(instance.cwd, file, prompt);
    if (!written.ok) return written;
  }
  for (const [name, content] of Object.entries(profile.worktreeFiles)) {
    const text = fillFile(name, content, values);
    const written = await crew.ports.worktrees.writeUntracked(instance.cwd, name, text);
    if (!written.ok) return written;
  }
  const files = Object.entries(profile.files).map(
    ([name, content]) => [name, fillFile(name, content, values)] as const,
  );
  if (files.length > 0) {
    const written = await crew.ports.privateFiles.write(instance.run, instance.id, new Map(files));
    if (!written.ok) return written;
  }
  const ground = crew.ports.ground();
  const env = environmentOf(instance, incarnation, ground, credentials);
  if (usesPlaceholder(profile.command, 'node')) Object.assign(env, ground.node.env);
  for (const [name, value] of Object.entries(plan.env)) env[name] = fillPlaceholders(value, values);
  if (profile.home?.by === 'instance') {
    const made = await crew.ports.privateFiles.makeHome(instance.run, instance.id, profile.home, env);
    if (!made.ok) return made;
    Object.assign(env, homeEnvironment(profile.home, made.value), outsideOf(profile.home, env));
  }
  return ok({
    tag: `${instance.run}/${instance.id}/${incarnation}`,
    command: fillPlaceholders(profile.command, values),
    args: plan.args.map((arg) => fillPlaceholders(arg, values)),
    cwd: instance.cwd,
    env,
    size: instance.size,
  });
};
