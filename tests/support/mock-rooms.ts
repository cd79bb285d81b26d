import { attentionEntries } from '@contract/attention-entries.ts';
import type { Budgets } from '@contract/budgets.ts';
import type { TuttiEvent } from '@contract/events.ts';
import type { HostPreferences, ProjectInfo } from '@contract/machine.ts';
import type { ProfileEntry } from '@contract/profiles.ts';
import { progressOfOne, progressOfRun } from '@contract/progress.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import { awaitedOf } from '@contract/shutdowns.ts';
import { hasEnded } from '@contract/states.ts';
import type { TerminalItem } from '@contract/terminals.ts';
import { type VerbName, type VerbOutput, type VerbParsed, verbs } from '@contract/verbs.ts';
import { messageOf } from '@contract/view.ts';
import { answerHandlers } from './mock-answers.ts';
import { approvalHandlers, askWishes, openBreakers } from './mock-approvals.ts';
import { addBatches, batchHandlers } from './mock-batches.ts';
import { budgetHandlers, lookAtBudgets } from './mock-budgets.ts';
import { cleanUpHandlers } from './mock-clean-up.ts';
import { loginRows, machineRows, projectInfo, recentRows, terminalScreen, unaskedMode } from './mock-data.ts';
import { followExport } from './mock-export.ts';
import { insightHandlers } from './mock-insight.ts';
import { keptHandlers } from './mock-kept.ts';
import { addKnowledge, knowledgeHandlers } from './mock-knowledge.ts';
import { lockHandlers } from './mock-locks.ts';
import { addMerges, mergeHandlers } from './mock-merges.ts';
import { type MockProfiles, mockProfiles } from './mock-profiles.ts';
import { type PublishScene, publishHandlers } from './mock-publishing.ts';
import { recordingHandlers } from './mock-recordings.ts';
import { reviewHandlers } from './mock-review.ts';
import { type RunScene, runHandlers } from './mock-runs.ts';
import { addSetUps, setUpHandlers } from './mock-set-up.ts';
import { addOverlaps, addStands } from './mock-stands.ts';
import { addTasks, taskHandlers } from './mock-tasks.ts';
import { templateHandlers } from './mock-templates.ts';
import { type MockTranscripts, mockTranscripts } from './mock-transcripts.ts';
import { type EventTape, sampleRun } from './sample-events.ts';

export type Scenario = {
  /** Instances of the sample run; 0: a project without a run. */
  readonly instances: number;
  /** Null shows the welcome window. */
  readonly project?: Partial<ProjectInfo> | null;
  readonly readOnly?: boolean;
  readonly orphans?: boolean;
  readonly terminalsLost?: boolean;
  /** One instance more, `exec_2`, which asks for nothing. */
  readonly unasked?: boolean;
  /** `view.get` fails. */
  readonly broken?: boolean;
  /** Tasks of the sample run; none unless asked for. */
  readonly tasks?: number;
  /** Batches of those tasks. */
  readonly batches?: boolean;
  /** Keys that are known, and a few decisions; null: they can’t be read. */
  readonly known?: number | null;
  /** Agents tell of no tokens. */
  readonly silent?: boolean;
  readonly budgets?: Budgets;
  /** As a desktop host: with preferences of the app. */
  readonly preferences?: HostPreferences;
  /** What an instance has made: a few files, none, many, or it can't be read. */
  readonly work?: 'some' | 'none' | 'much' | 'broken';
  /** Answers are typed, and nothing comes of them. */
  readonly deaf?: boolean;
  /** Other profiles than the usual ones. */
  readonly profiles?: readonly ProfileEntry[];
  /** Turns of work in each instance's transcript; null: its CLI keeps none. */
  readonly turns?: number | null;
  /** So many wishes to spawn wait. */
  readonly wishes?: number;
  /** Worktrees and branches that a clean-up would list. */
  readonly cleanable?: number;
  /** A profile and an instance have failed too often. */
  readonly failing?: boolean;
  /** So many merges, the first of each state. */
  readonly merges?: number;
  /** Worktrees were set up, one of them in vain. */
  readonly setUps?: boolean;
  /** No conflict can be opened. */
  readonly unopened?: boolean;
  /** Where branches stand. */
  readonly stands?: boolean;
  /** So many pairs whose work would conflict. */
  readonly overlaps?: number;
  /** Pieces of kept work. */
  readonly kept?: number;
  /** Runs before this one, with their recordings. */
  readonly runs?: RunScene;
  /** The run is not recorded, or not at present, and why. */
  readonly unrecorded?: 'off' | { readonly paused: string };
  /** How publishing goes. */
  readonly publishing?: PublishScene;
};

export type MockRooms = {
  readonly tape: EventTape;
  readonly profiles: MockProfiles;
  readonly transcripts: MockTranscripts;
  /** Every command that was called, with its input. */
  readonly commands: { readonly verb: string; readonly input: unknown }[];
  /** Every verb that was called and stream that was followed. */
  readonly asked: string[];
  call(verb: string, input: unknown): Result<unknown>;
  /** Answers how to stop. */
  follow(stream: string, input: unknown, send: (item: unknown) => void, end: () => void): () => void;
  /** Sends what was added to the tape to everyone who follows the events. */
  publish(): void;
};

export type Handlers = {
  [V in VerbName]?: (input: VerbParsed<V>) => Result<VerbOutput<V>> | Promise<Result<VerbOutput<V>>>;
};

const notHere = fail('unsupported', 'The sample host has no such room.', 'Use a real host.');

const prepare = (scenario: Scenario): EventTape => {
  const { unrecorded } = scenario;
  const recorded = unrecorded !== 'off';
  const tape = sampleRun(scenario.instances, Date.now() - 20 * 60_000, scenario.silent !== true, recorded);
  if (typeof unrecorded === 'object') tape.add('recording.paused', { run: 12, reason: unrecorded.paused });
  addTasks(tape, scenario.tasks ?? 0);
  if (scenario.batches === true) addBatches(tape);
  addKnowledge(tape, scenario.known ?? 0);
  if (scenario.budgets !== undefined) {
    tape.add('budgets.changed', { budgets: scenario.budgets });
    lookAtBudgets(tape);
  }
  if (scenario.orphans === true) {
    tape.add('orphan.found', {
      pid: 31_877,
      startTime: '8821',
      command: 'node rehearsal-agent --seed 3',
      instance: '11/spec_1_2_1',
    });
  }
  if (scenario.terminalsLost === true) tape.add('terminals.lost', { reason: 'the tmux server ended' });
  askWishes(tape, scenario.wishes ?? 0);
  addMerges(tape, scenario.merges ?? 0);
  addSetUps(tape, scenario.setUps === true);
  if (scenario.stands === true) addStands(tape);
  addOverlaps(tape, scenario.overlaps ?? 0);
  if (scenario.failing === true) openBreakers(tape);
  if (scenario.unasked === true)
    tape.add('instance.spawned', {
      id: 'exec_2',
      role: 'executive',
      parent: null,
      profile: 'claude',
      scripted: false,
      mode: unaskedMode,
      model: 'opus',
      task: 'Tidy the container',
      cwd: '/home/ada/code/orders-api',
      branch: null,
      size: { cols: 120, rows: 36 },
    });
  return tape;
};

const readHandlers = (
  scenario: Scenario,
  tape: EventTape,
  open: { project: ProjectInfo | null },
): Handlers => ({
  'host.chooseTarget': ({ name }) => ok({ path: `/home/ada/${name}` }),
  'host.reveal': () => ok({}),
  'host.openFile': ({ path }) => ok({ path, by: 'zed' }),
  'host.info': () =>
    ok({
      // Only an app has preferences.
      kind: scenario.preferences === undefined ? 'headless' : 'desktop',
      version: '0.1.0',
      platform: 'linux',
      readOnly: scenario.readOnly ?? false,
      project: open.project,
      recording: null,
    }),
  'host.preferences': () => ok(scenario.preferences ?? null),
  'host.setPreferences': (preferences) => ok(preferences),
  'machine.check': () => ok(machineRows),
  'projects.recent': () => ok(recentRows(Date.now())),
  'machine.logins': () => ok(loginRows.filter(({ profile }) => profile === 'claude')),
  'profiles.logins': ({ profile }) =>
    ok(loginRows.filter((row) => profile === undefined || row.profile === profile)),
  'view.get': () =>
    scenario.broken === true
      ? fail(
          'database_corrupt',
          'The project’s event log can’t be read.',
          'Set it aside with `tutti doctor --repair`.',
        )
      : ok(tape.view),
  'progress.get': ({ id = '' }) => {
    const now = Date.now();
    const one = progressOfOne({ instances: Object.values(tape.view.instances), now }, id);
    return one === null ? fail('not_found', `no instance ${id}`, 'List the instances.') : ok(one);
  },
  'progress.all': () =>
    ok(progressOfRun(tape.view.run, { instances: Object.values(tape.view.instances), now: Date.now() })),
  'events.list': ({ newest, limit, instance, after }) => {
    const all = tape.events.filter(
      (event) => event.seq > after && (instance === undefined || JSON.stringify(event).includes(instance)),
    );
    return ok(newest ? all.slice(-limit).reverse() : all.slice(0, limit));
  },
  'messages.get': ({ message }) => {
    const found = messageOf(tape.view, message);
    const event = tape.events.find((each) => each.kind === 'message.stored' && each.data.message === message);
    return found === undefined || event?.kind !== 'message.stored'
      ? fail('not_found', `There is no ${message}.`, 'Pick another one.')
      : ok({ ...found, text: event.data.text });
  },
});

const instanceOr404 = (tape: EventTape, id: string) => {
  const found = tape.view.instances[id];
  return found === undefined ? fail('not_found', `There is no ${id}.`, 'Pick another one.') : ok(found);
};

const descendants = (tape: EventTape, id: string): string[] => {
  const own = Object.values(tape.view.instances).filter((each) => each.parent === id);
  return [...own.flatMap((each) => descendants(tape, each.id)), id];
};

const commandHandlers = (tape: EventTape, open: { project: ProjectInfo | null }): Handlers => ({
  'runs.start': ({ title }) => {
    tape.add('run.started', { run: (tape.view.run?.run ?? 0) + 1, title });
    return tape.view.run === null ? notHere : ok(tape.view.run);
  },
  'runs.end': () => {
    if (tape.view.run === null) return fail('wrong_state', 'No run is open.', 'Start one.');
    tape.add('run.ended', { run: tape.view.run.run });
    return ok(tape.view.run);
  },
  'instances.type': () => ok({}),
  'instances.resize': () => ok({}),
  'instances.restart': ({ id }) => {
    tape.add('instance.changed', {
      id,
      from: 'crashed',
      to: 'starting',
      witness: 'person',
      reason: 'restarted',
    });
    return instanceOr404(tape, id);
  },
  'instances.restartCrashed': () =>
    ok(Object.values(tape.view.instances).flatMap((each) => (each.state === 'crashed' ? [each.id] : []))),
  'instances.remind': ({ id }) => instanceOr404(tape, id),
  'instances.spawn': () =>
    fail('limit_reached', 'mgr_1_1 has 8 children, its limit.', 'Raise it in the settings.'),
  'instances.terminate': ({ id, children }) => {
    const ids = children ? descendants(tape, id) : [id];
    for (const each of ids) {
      const from = tape.view.instances[each]?.state;
      if (from === undefined || hasEnded(from)) continue;
      tape.add('instance.changed', { id: each, from, to: 'terminated', witness: 'person', reason: 'ended' });
    }
    return ok(ids.flatMap((each) => tape.view.instances[each] ?? []));
  },
  'runs.shutdown': ({ id, seconds, reason }) => {
    const ids = id === undefined ? Object.keys(tape.view.instances) : descendants(tape, id);
    tape.add(
      'shutdown.begun',
      { top: id ?? null, ids, until: Date.now() + seconds * 1000, reason },
      { kind: 'person', door: 'web' },
    );
    const { shutdown } = tape.view;
    return shutdown === null ? notHere : ok({ ...shutdown, awaited: awaitedOf(tape.view) });
  },
  'runs.cancelShutdown': () => {
    const { shutdown } = tape.view;
    if (shutdown === null) return notHere;
    tape.add('shutdown.cancelled', {});
    return ok(shutdown);
  },
  'messages.send': ({ to, text }) => {
    const message = `msg_${1000 + tape.events.length}`;
    tape.add('message.stored', { message, from: 'person', to, text, replyTo: null });
    tape.add('message.accepted', { message, to, witness: 'hook', how: 'its prompt hook' });
    const stored = messageOf(tape.view, message);
    return stored === undefined ? notHere : ok({ ...stored, also: [] });
  },
  'project.trust': ({ trusted }) => {
    tape.add('project.trusted', { trusted });
    return ok({});
  },
  'attention.tell': ({ keys }) => {
    const standing = new Set(attentionEntries(tape.view).map(({ key }) => key));
    const fresh = keys.filter((key) => standing.has(key) && !tape.view.told.includes(key));
    if (fresh.length > 0) tape.add('attention.told', { keys: fresh });
    return ok({ keys: fresh });
  },
  'orphans.end': ({ pid }) => {
    tape.add('orphan.ended', { pid });
    return ok(tape.view.orphans);
  },
  'projects.open': ({ root }) => {
    if (!root.startsWith('/home/ada/code'))
      return fail(
        'not_a_repository',
        `${root} is not a git repository.`,
        'Run `git init` in it, or open another folder.',
      );
    open.project = projectInfo({ root });
    return ok({
      kind: 'headless',
      version: '0.1.0',
      platform: 'linux',
      readOnly: false,
      project: open.project,
      recording: null,
    });
  },
  'projects.forget': ({ root }) => ok(recentRows(Date.now()).filter((row) => row.root !== root)),
});

const followTerminal = (tape: EventTape, input: unknown, send: (item: TerminalItem) => void): void => {
  const id = typeof input === 'object' && input !== null && 'id' in input ? String(input.id) : '';
  const instance = tape.view.instances[id];
  if (instance === undefined) return;
  const data = terminalScreen(instance);
  send({ kind: 'snapshot', offset: data.length, size: instance.size, data });
};

export const createMockRooms = (scenario: Scenario): MockRooms => {
  const tape = prepare(scenario);
  const open = { project: scenario.project === null ? null : projectInfo(scenario.project) };
  const profiles = mockProfiles(scenario.profiles, scenario.readOnly);
  const transcripts = mockTranscripts(tape, scenario.turns === undefined ? 100 : scenario.turns);
  const handlers: Handlers = {
    ...profiles.handlers,
    ...readHandlers(scenario, tape, open),
    ...commandHandlers(tape, open),
    ...answerHandlers(tape, scenario.deaf ?? false),
    ...transcripts.handlers,
    ...lockHandlers(tape),
    ...mergeHandlers(tape, scenario.unopened),
    ...reviewHandlers(tape, scenario.work ?? 'some'),
    ...templateHandlers(tape),
    ...taskHandlers(tape),
    ...batchHandlers(tape),
    ...knowledgeHandlers(tape, scenario.known === null),
    ...budgetHandlers(tape, scenario.silent !== true),
    ...approvalHandlers(tape),
    ...cleanUpHandlers(scenario.cleanable),
    ...setUpHandlers(tape),
    ...keptHandlers(tape, scenario.kept),
    ...publishHandlers(tape, scenario.publishing ?? 'ready'),
    ...insightHandlers(tape),
    ...recordingHandlers(tape),
    ...(scenario.runs === undefined ? {} : runHandlers(tape, scenario.runs)),
  };
  const followers = new Set<(events: readonly TuttiEvent[]) => void>();
  const commands: { verb: string; input: unknown }[] = [];
  const asked: string[] = [];
  let published = tape.events.length;

  const publish = (): void => {
    const fresh = tape.events.slice(published);
    published = tape.events.length;
    if (fresh.length > 0) for (const send of followers) send(fresh);
  };

  return {
    tape,
    profiles,
    transcripts,
    commands,
    asked,
    publish,
    call: (name, input) => {
      asked.push(name);
      const verb = name as VerbName;
      // The handler of a verb takes what that verb's own schema parsed.
      const handler = handlers[verb] as ((input: unknown) => Result<unknown>) | undefined;
      if (handler === undefined) return notHere;
      // What a window says unasked is none of the person's commands.
      if (verbs[verb].kind === 'command' && verb !== 'attention.tell') commands.push({ verb, input });
      const result = handler(verbs[verb].input.parse(input));
      // After the answer, as a real host may.
      setImmediate(publish);
      return result;
    },
    follow: (stream, input, send, end) => {
      asked.push(stream);
      if (stream === 'agents.check') return profiles.follow(input, send, end);
      if (stream === 'recordings.export') return followExport(input, send, end);
      if (stream === 'terminals.follow') followTerminal(tape, input, send);
      if (stream !== 'events.follow') return () => {};
      const after = (input as { after: number }).after;
      const missed = tape.events.slice(after, published);
      if (missed.length > 0) send(missed);
      followers.add(send);
      return () => followers.delete(send);
    },
  };
};
