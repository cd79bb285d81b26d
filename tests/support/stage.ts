import { join } from 'node:path';
import type { EventDraft } from '@contract/events.ts';
import { type Profile, type ProfileInput, profileSchema } from '@contract/profiles.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import { settingsSchema } from '@contract/settings.ts';
import type { VerbInput, VerbName, VerbOutput } from '@contract/verbs.ts';
import { verbs } from '@contract/verbs.ts';
import { createRunTemplates } from '../../src-main/adapters/agents/templates/run-templates.ts';
import { transcriptsHere } from '../../src-main/adapters/agents/transcripts/transcripts.ts';
import { openStore } from '../../src-main/adapters/sqlite/open-store.ts';
import type { Caller } from '../../src-main/core/model/caller.ts';
import type { ProfileFiles } from '../../src-main/core/ports/profile-files.ts';
import type { Store } from '../../src-main/core/ports/store.ts';
import { Project } from '../../src-main/core/project.ts';
import { FakeBranches, FakeChecks } from './fake-branches.ts';
import { FakeCommits } from './fake-commits.ts';
import { FakeFurnishing } from './fake-furnishing.ts';
import { FakeProcesses } from './fake-processes.ts';
import { FakePublisher } from './fake-publisher.ts';
import { FakeRecorder, FakeRecordings, noExporter } from './fake-recorder.ts';
import { FakeScreens } from './fake-screens.ts';
import { FakeTerminals } from './fake-terminals.ts';
import { FakeTraces } from './fake-traces.ts';
import { FakeWatchers } from './fake-watchers.ts';
import { FakeWorktreeWatches } from './fake-worktree-watches.ts';
import { InMemoryTranscript } from './in-memory-transcript.ts';
import { ManualClock, settle } from './manual-clock.ts';
import { memoryLog } from './memory-log.ts';
import { tempFolder } from './temp-folder.ts';
import { watchCauses } from './watch-causes.ts';

type ProjectCall = Parameters<Project['call']>[1];

export const person: Caller = { kind: 'person', door: 'cli', readOnly: false };

/** A project on fakes and a real event log, with a handle on every part. */
/** Timers of a project in which nothing goes on: the daily look at what recordings are kept. */
export const timersAtRest = 1;

export interface Stage {
  readonly project: Project;
  readonly terminals: FakeTerminals;
  readonly screens: FakeScreens;
  readonly recorder: FakeRecorder;
  readonly recordings: FakeRecordings;
  readonly processes: FakeProcesses;
  readonly watchers: FakeWatchers;
  readonly worktreeWatches: FakeWorktreeWatches;
  /** What was written for each instance alone. */
  readonly privateFiles: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** What agents record of what they were told, in the file of its name. */
  readonly recorded: InMemoryTranscript;
  /** What git says of instances' worktrees: files not committed, or that the folder is gone. */
  readonly uncommitted: Map<string, number | 'gone'>;
  readonly branches: FakeBranches;
  /** What a new worktree gets, and what the set-up command comes to. */
  readonly furnishing: FakeFurnishing;
  readonly commits: FakeCommits;
  readonly publisher: FakePublisher;
  /** What is sent to a trace viewer. */
  readonly traces: FakeTraces;
  readonly clock: ManualClock;
  /** What the machine has left. */
  readonly memory: FakeMemory;
  readonly store: Store;
  readonly log: ReturnType<typeof memoryLog>;
  /** Calls a verb with its defaults filled in. */
  call<V extends VerbName & ProjectCall>(
    verb: V,
    input: VerbInput<V>,
    caller?: Caller,
  ): Promise<Result<VerbOutput<V>>>;
  /** Calls a verb that must succeed. */
  must<V extends VerbName & ProjectCall>(
    verb: V,
    input: VerbInput<V>,
    caller?: Caller,
  ): Promise<VerbOutput<V>>;
  /** The caller that an instance's token makes. */
  as(id: string): Caller;
  /** What an instance's program was given in its environment. */
  env(id: string): Readonly<Record<string, string>>;
  /** Ends this host without a farewell and starts another on the same log, terminals and processes. */
  reborn(): Promise<Stage>;
}

/** Memory that the test gives and takes, in MB. */
export interface FakeMemory {
  freeMb: number | null;
}

interface Parts {
  readonly memory: FakeMemory;
  readonly recovers: boolean;
  readonly file: string;
  readonly terminals: FakeTerminals;
  readonly processes: FakeProcesses;
  readonly privateFiles: Map<string, ReadonlyMap<string, string>>;
  readonly recorded: InMemoryTranscript;
  readonly uncommitted: Map<string, number | 'gone'>;
  readonly branches: FakeBranches;
  readonly furnishing: FakeFurnishing;
  readonly commits: FakeCommits;
  readonly publisher: FakePublisher;
  /** What is sent to a trace viewer. */
  readonly traces: FakeTraces;
  readonly recorder: FakeRecorder;
  readonly recordings: FakeRecordings;
  readonly clock: ManualClock;
  readonly profiles: readonly Profile[];
  readonly lastRunOnDisk: number;
}

/** A profile whose messages are proven by a hook, as most agents' are. */
export const hooked: ProfileInput = { name: 'hooked', command: '/bin/agent', accept: { by: 'hook' } };

export const openStage = async (
  profiles: readonly ProfileInput[] = [hooked],
  lastRunOnDisk = 0,
  /** Whether what crashes is started again unasked; most tests look at a crash itself. */
  recovers = false,
): Promise<Stage> =>
  raise({
    file: join(tempFolder(), 'tutti.db'),
    terminals: new FakeTerminals(),
    processes: new FakeProcesses(),
    privateFiles: new Map(),
    recorded: new InMemoryTranscript(),
    uncommitted: new Map(),
    branches: new FakeBranches(),
    furnishing: new FakeFurnishing(),
    commits: new FakeCommits(),
    publisher: new FakePublisher(),
    traces: new FakeTraces(),
    recorder: new FakeRecorder(),
    recordings: new FakeRecordings(),
    clock: new ManualClock(),
    profiles: profiles.map((profile) => profileSchema.parse(profile)),
    lastRunOnDisk,
    recovers,
    memory: { freeMb: null },
  });

const notOnStage = fail('unsupported', 'No files of profiles on the stage.', 'Use the real ones.');
const noProfileFiles: ProfileFiles = {
  source: async () => notOnStage,
  examine: async () => ({ mistakes: [], inherited: null }),
  save: async () => notOnStage,
  copy: async () => notOnStage,
  remove: async () => notOnStage,
};

/** Those that come with Tutti are there: neither folder is. */
const noTemplatesButShipped = { project: '/nowhere', person: '/nowhere' };

const withoutRecovery: EventDraft = {
  kind: 'settings.changed',
  data: { settings: settingsSchema.parse({ recovery: { restart: 'off' } }) },
  actor: { kind: 'tutti' },
  run: null,
  cause: null,
};

const raise = async (parts: Parts): Promise<Stage> => {
  const { terminals, processes, clock, profiles, file } = parts;
  const screens = new FakeScreens();
  const watchers = new FakeWatchers();
  const worktreeWatches = new FakeWorktreeWatches();
  const log = memoryLog();
  const here = transcriptsHere();
  const opened = openStore(file, { now: () => clock.now(), log });
  if (!opened.ok) throw new Error(opened.error.message);
  const { store } = opened.value;
  if (!parts.recovers && store.view().seq === 0) store.commit([withoutRecovery]);
  watchCauses(store);
  let secret = store.view().seq;
  const project = new Project(
    {
      branches: parts.branches,
      publisher: parts.publisher,
      checks: parts.furnishing.checksBeside(new FakeChecks(parts.branches)),
      commits: parts.commits,
      clock,
      log,
      memory: {
        available: async () => (parts.memory.freeMb === null ? null : parts.memory.freeMb * 1024 * 1024),
      },
      processes,
      recorder: parts.recorder,
      recordings: parts.recordings,
      exporter: noExporter,
      screens,
      store,
      terminals,
      profiles: {
        list: async () => [],
        find: async (name) => {
          const found = profiles.find((profile) => profile.name === name);
          return found === undefined
            ? fail('profile_unknown', `no profile ${name}`, 'Choose another.', { field: 'profile' })
            : ok(found);
        },
        logins: async () => [],
        projectHasProfiles: async () => false,
      },
      profileFiles: noProfileFiles,
      templates: createRunTemplates(noTemplatesButShipped),
      secrets: {
        token: () => `token-${++secret}`,
        nonce: () => `nonce-${++secret}`,
        uuid: () => `uuid-${++secret}`,
        hash: (text) => `hash of ${text}`,
      },
      worktrees: {
        repository: async () => ok({ root: '/repository', branch: 'main' }),
        add: async ({ run, name, from }) => {
          await parts.branches.beforePlace();
          parts.branches.begin(`tutti/${run}/${name}`, from);
          parts.branches.worktrees.set(`${run}/${name}`, `tutti/${run}/${name}`);
          return ok({ path: `/worktrees/${run}/${name}`, branch: `tutti/${run}/${name}` });
        },
        comeBack: (worktree) => parts.branches.comeBack(worktree),
        missingCommits: async (_folder, commits) => ok(commits.filter((hash) => hash.startsWith('0000000'))),
        // A link that leads out of the project, and one within it.
        placeOfClaim: async (_worktree, claim) =>
          claim.startsWith('link-out') ? null : claim.replace(/^link-in\b/, 'src'),
        uncommitted: async (folder) => {
          const files = parts.uncommitted.get(folder.split('/').at(-1) ?? '') ?? 0;
          return files === 'gone'
            ? fail('git_failed', `The folder ${folder} is gone.`, 'Check it.')
            : ok(files);
        },
        furnish: (worktree, wish) => parts.furnishing.furnish(worktree, wish),
        writeUntracked: async () => ok(undefined),
      },
      traces: parts.traces,
      transcripts: {
        ...here,
        read: async (watcher, file, wanted) =>
          file === parts.recorded.file
            ? ok(parts.recorded.part(wanted.around))
            : here.read(watcher, file, wanted),
      },
      watchers,
      worktreeWatches,
      prices: {
        dates: { shipped: '2026-06-30', own: null },
        costOf: ({ model, input }) => (model === 'priced' ? input / 100 : null),
      },
      privateFiles: {
        folderOf: (run, id) => `/private/${run}/${id}`,
        write: async (_run, id, files) => {
          parts.privateFiles.set(id, files);
          return ok(undefined);
        },
        homeOf: (run, id) => `/homes/${run}/${id}`,
        makeHome: async (run, id) => ok(`/homes/${run}/${id}`),
        remove: async (_run, id) => void parts.privateFiles.delete(id),
        removeRun: async () => parts.privateFiles.clear(),
      },
      repository: { root: '/repository', branch: 'main' },
      lastRunOnDisk: parts.lastRunOnDisk,
      ground: () => ({
        mcpUrl: 'http://127.0.0.1:1/mcp',
        hookUrl: 'http://127.0.0.1:1/hook',
        binFolder: '/tutti/bin',
        node: { command: '/usr/bin/node', env: {} },
        gitHooks: { folder: '/tutti/hooks', env: {} },
        rehearsal: '/tutti/rehearsal.js',
        shell: '/bin/sh',
        project: '/repository',
        baseEnv: { PATH: '/usr/bin', HOME: '/home/p' },
        marker: 'stage',
      }),
      host: { pid: 1, version: '0', socket: '/socket', memoryBytes: () => 0 },
    },
    () => ({
      root: '/repository',
      name: 'repository',
      branch: 'main',
      terminals: 'tmux',
      terminalsNotice: null,
      needsTrust: false,
      rehearsal: false,
      notices: [],
    }),
  );
  const started = await project.start();
  if (!started.ok) throw new Error(started.error.message);
  await settle();
  return stageOf(parts, { project, screens, watchers, worktreeWatches, store, log });
};

const stageOf = (
  parts: Parts,
  made: Pick<Stage, 'project' | 'screens' | 'watchers' | 'worktreeWatches' | 'store' | 'log'>,
): Stage => {
  const { project, store } = made;
  const call: Stage['call'] = async (verb, input, caller = person) => {
    const parsed = verbs[verb].input.parse(input) as Parameters<Project['call']>[2];
    const result = await project.call(caller, verb, parsed as never);
    await settle();
    return result as never;
  };
  return {
    ...made,
    terminals: parts.terminals,
    processes: parts.processes,
    privateFiles: parts.privateFiles,
    recorded: parts.recorded,
    uncommitted: parts.uncommitted,
    branches: parts.branches,
    furnishing: parts.furnishing,
    commits: parts.commits,
    publisher: parts.publisher,
    traces: parts.traces,
    recorder: parts.recorder,
    recordings: parts.recordings,
    clock: parts.clock,
    memory: parts.memory,
    call,
    must: async (verb, input, caller) => {
      const result = await call(verb, input, caller);
      if (!result.ok) throw new Error(`${verb}: ${result.error.message}`);
      return result.value;
    },
    as: (id) => ({ kind: 'instance', id, run: store.view().run?.run ?? 0, door: 'mcp' }),
    env: (id) => parts.terminals.paneOf(id).spec.env,
    reborn: async () => {
      parts.terminals.listener = null;
      store.close();
      // What the one before had still in mind dies with it.
      return raise({ ...parts, clock: new ManualClock(parts.clock.now()) });
    },
  };
};
