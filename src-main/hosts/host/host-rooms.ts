import { checkAgentInputSchema } from '@contract/agent-checks.ts';
import type { HostInfo, HostPreferences, RecentProject } from '@contract/machine.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type {
  HostVerbName,
  StreamInput,
  StreamName,
  VerbName,
  VerbOutput,
  VerbParsed,
} from '@contract/verbs.ts';
import type { Following, ServedRooms, StreamSink } from '../../core/doors/served-rooms.ts';
import type { Caller } from '../../core/model/caller.ts';
import type { OpenedProject } from '../open-project/opened-project.ts';
import { isProjectVerb } from '../open-project/project-door.ts';
import { openFile } from './open-file.ts';
import type { ProjectHost } from './project-host.ts';
import { startRehearsal } from './rehearsal.ts';
import { type WindowWish, WindowWishes } from './window-wishes.ts';

export interface HostRooms {
  readonly rooms: ServedRooms;
  /** The project that this connection looks at. */
  project(): OpenedProject | null;
  /** Runs when that is another one. */
  onProject(run: (project: OpenedProject | null) => void): void;
  /** Has something shown, as soon as a page is there. */
  wish(wish: WindowWish): void;
  /** The connection has ended. */
  leave(): void;
}

type HostHandlers = {
  readonly [V in HostVerbName]: (caller: Caller, input: VerbParsed<V>) => Promise<Result<VerbOutput<V>>>;
};

/** The rooms of one connection: the host's verbs, and the project's that it looks at. */
export const createHostRooms = (
  host: ProjectHost,
  how: 'free' | 'fixed',
  first: OpenedProject | null,
): HostRooms => {
  const look = new Look(host, how, first);
  const handlers = hostHandlers(host, look);
  const wishes = new WindowWishes();
  return {
    rooms: {
      call: (caller, verb, input) => callIn(look, handlers, caller, verb, input),
      follow: (caller, stream, input, sink) => {
        if (stream === 'agents.check')
          return checkFor(
            host,
            caller,
            input as StreamInput<'agents.check'>,
            sink as StreamSink<'agents.check'>,
          );
        if (stream === 'host.follow')
          return wishes.follow(
            caller,
            input as StreamInput<'host.follow'>,
            sink as StreamSink<'host.follow'>,
          );
        return look.follow((project, ending) => project.rooms.follow(caller, stream, input, ending(sink)));
      },
    },
    project: () => look.project,
    onProject: (run) => {
      look.changed = run;
    },
    wish: (wish) => wishes.say(wish),
    leave: () => look.leave(),
  };
};

const checkFor = (
  host: ProjectHost,
  caller: Caller,
  input: StreamInput<'agents.check'>,
  sink: StreamSink<'agents.check'>,
): Result<Following> => {
  if (caller.kind === 'instance' || caller.readOnly)
    return fail('refused', 'Only the person tries profiles out.', 'Ask the person.');
  const parsed = checkAgentInputSchema.parse(input);
  const checking = host.check(parsed, { tell: (item) => sink.item(item), end: (error) => sink.end(error) });
  return ok({ ack: () => {}, cancel: () => checking.cancel() });
};

const noProject = (): Result<never> =>
  fail('not_found', 'No project is open here.', 'Open a repository first.');

const callIn = <V extends VerbName>(
  look: Look,
  handlers: HostHandlers,
  caller: Caller,
  verb: V,
  input: VerbParsed<V>,
): Promise<Result<VerbOutput<V>>> => {
  if (isProjectVerb(verb)) {
    return look.project ? look.project.rooms.call(caller, verb, input) : Promise.resolve(noProject());
  }
  if (caller.kind === 'instance' && verb !== 'host.info' && verb !== 'machine.check') {
    return Promise.resolve(fail('refused', 'Only the person opens and closes projects.', 'Ask the person.'));
  }
  // What is no project's verb is a host's; the handler's own types are checked in the table.
  const handler = handlers[verb as HostVerbName] as unknown as (
    caller: Caller,
    input: VerbParsed<V>,
  ) => Promise<Result<VerbOutput<V>>>;
  return handler(caller, input);
};

/** Which project a connection looks at, and the streams it follows there. */
class Look {
  project: OpenedProject | null;
  changed: (project: OpenedProject | null) => void = () => {};
  private readonly endings = new Set<() => void>();

  constructor(
    private readonly host: ProjectHost,
    readonly how: 'free' | 'fixed',
    first: OpenedProject | null,
  ) {
    this.project = first;
  }

  follow(
    begin: (
      project: OpenedProject,
      ending: <S extends StreamName>(sink: StreamSink<S>) => StreamSink<S>,
    ) => Result<Following>,
  ): Result<Following> {
    if (!this.project) return noProject();
    let end = (): void => {};
    const begun = begin(this.project, (sink) => {
      end = () => sink.end();
      return {
        item: (item) => sink.item(item),
        end: (error) => {
          this.endings.delete(end);
          sink.end(error);
        },
      };
    });
    if (!begun.ok) return begun;
    const ending = (): void => {
      begun.value.cancel();
      end();
    };
    this.endings.add(ending);
    return ok({
      ack: (bytes) => begun.value.ack(bytes),
      cancel: () => {
        this.endings.delete(ending);
        begun.value.cancel();
      },
    });
  }

  /** Streams of the project looked at before end: its events are not the new one's. */
  async turnTo(project: OpenedProject | null): Promise<void> {
    const before = this.project;
    for (const end of [...this.endings]) end();
    this.endings.clear();
    this.project = project;
    this.changed(project);
    if (before) await this.host.release(before);
  }

  leave(): void {
    this.endings.clear();
    const before = this.project;
    this.project = null;
    // A fixed connection was given its project and never counted as looking at it.
    if (before && this.how === 'free') {
      this.host
        .release(before)
        .catch((error: unknown) => this.host.log.error('a project was not let go of', error));
    }
  }
}

const hostHandlers = (host: ProjectHost, look: Look): HostHandlers => ({
  'host.info': (caller) => infoFor(host, look, caller),
  'host.preferences': async () => ok(host.preferences?.get() ?? null),
  'host.setPreferences': async (_caller, wanted) => setPreferences(host, wanted),
  'host.openFile': (caller, input) => openFile(host, look.project, caller, input),
  'machine.check': async () => ok([...(await host.machine())]),
  'machine.logins': async () => ok([...(await host.logins())]),
  'projects.recent': async () => ok(host.recent.list()),
  'projects.forget': async (_caller, { root }): Promise<Result<RecentProject[]>> => {
    host.recent.forget(root);
    return ok(host.recent.list());
  },
  'projects.choose': async () => {
    if (!host.askForFolder) return fail('unsupported', 'This host has no dialog.', 'Type the folder’s path.');
    const root = await host.askForFolder();
    return ok(root === null ? null : { root });
  },
  'host.chooseTarget': async (_caller, { name }) => {
    if (host.files === null)
      return fail('unsupported', 'This host has no dialog.', 'Type the path of the file.');
    const path = await host.files.chooseTarget(name);
    return ok(path === null ? null : { path });
  },
  'host.reveal': async (_caller, { path }) => {
    if (host.files === null)
      return fail('unsupported', 'This host has no file manager.', 'Look for it by its path.');
    host.files.reveal(path);
    return ok({});
  },
  'projects.open': (caller, { root }) => turn(host, look, caller, () => host.open(root)),
  'projects.close': (caller) => turn(host, look, caller, async () => ok(null)),
  'rehearsal.start': (caller, input) => turn(host, look, caller, () => startRehearsal(host, caller, input)),
});

const setPreferences = (
  { preferences, log }: ProjectHost,
  wanted: HostPreferences,
): Result<HostPreferences> => {
  if (preferences === null)
    return fail('unsupported', 'This host is no desktop app.', 'Set it in the app’s own window.');
  try {
    preferences.set(wanted);
  } catch (error) {
    log.warn('the preferences were not kept', { reason: String(error) });
    return fail(
      'state_read_only',
      'The preferences could not be written.',
      'See that the disk can be written to.',
    );
  }
  return ok(preferences.get());
};

const turn = async (
  host: ProjectHost,
  look: Look,
  caller: Caller,
  find: () => Promise<Result<OpenedProject | null>>,
): Promise<Result<HostInfo>> => {
  if (look.how === 'fixed') {
    return fail(
      'unsupported',
      'This connection belongs to one project.',
      'Start another host: tutti serve --project DIR.',
    );
  }
  const found = await find();
  if (!found.ok) return found;
  await look.turnTo(found.value);
  return infoFor(host, look, caller);
};

const infoFor = async (host: ProjectHost, look: Look, caller: Caller): Promise<Result<HostInfo>> => {
  const info = look.project ? await look.project.info() : null;
  if (info && !info.ok) return info;
  return ok({
    kind: host.kind,
    version: host.version,
    platform: process.platform,
    readOnly: caller.kind === 'person' && caller.readOnly,
    project: info ? info.value : null,
    recording: null,
  });
};
