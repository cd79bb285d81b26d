import type { CheckAgentInput, CheckItem } from '@contract/agent-checks.ts';
import type { MachineItem } from '@contract/machine.ts';
import type { ProfileLogin } from '@contract/profile-choices.ts';
import type { Result, TuttiError } from '@contract/result.ts';
import { hasEnded } from '@contract/states.ts';
import { foundOnMachine } from '../../adapters/agents/found-on-machine.ts';
import { loginOf } from '../../adapters/agents/logins.ts';
import type { Environment } from '../../adapters/system/state-folder.ts';
import type { Log } from '../../core/ports/log.ts';
import { baseEnvironment } from '../open-project/base-environment.ts';
import { findRepository } from '../open-project/find-repository.ts';
import type { HostPlaces } from '../open-project/host-places.ts';
import { openProject } from '../open-project/open-project.ts';
import type { OpenedProject } from '../open-project/opened-project.ts';
import { profilesOf } from '../open-project/project-parts.ts';
import type { TerminalChoice } from '../open-project/terminal-choices.ts';
import { createHostRooms, type HostRooms } from './host-rooms.ts';
import type { DesktopFiles, PreferenceStore, ProjectHost } from './project-host.ts';
import { type RecentProjects, recentProjects } from './recent-projects.ts';

export interface HostSetup {
  readonly kind: 'desktop' | 'headless';
  readonly env: Environment;
  readonly terminals: TerminalChoice;
  readonly places: HostPlaces;
  readonly log: Log;
  /** Asks the person for a folder by the system's dialog; null in a host without one. */
  readonly askForFolder: (() => Promise<string | null>) | null;
  readonly files: DesktopFiles | null;
  /** Looks at each project for as long as it is open here; answers how to stop. */
  readonly watch?: (project: OpenedProject) => () => void;
  /** Null in a host that is no desktop app. */
  readonly preferences: PreferenceStore | null;
  /** Absent or null in a host without a desktop. */
  readonly openInEditor?: ProjectHost['openInEditor'];
}

const person = { kind: 'person', door: 'core', readOnly: false } as const;

/** This process's projects, by root, and what its connections share. */
export class Host implements ProjectHost {
  readonly kind: HostSetup['kind'];
  readonly version: string;
  readonly recent: RecentProjects;
  readonly log: Log;
  readonly askForFolder: HostSetup['askForFolder'];
  readonly files: HostSetup['files'];
  readonly preferences: HostSetup['preferences'];
  readonly openInEditor: ProjectHost['openInEditor'];
  readonly machine: () => Promise<readonly MachineItem[]>;
  readonly logins: () => Promise<readonly ProfileLogin[]>;
  /** Open or being opened: two windows that open one project at the same moment share it. */
  private readonly projects = new Map<string, Promise<Result<OpenedProject>>>();
  private readonly lookers = new Map<string, number>();
  private readonly rehearsals = new Set<string>();
  private readonly watches = new Map<OpenedProject, () => void>();

  constructor(private readonly setup: HostSetup) {
    this.kind = setup.kind;
    this.version = setup.places.version;
    this.log = setup.log;
    this.askForFolder = setup.askForFolder;
    this.files = setup.files;
    this.preferences = setup.preferences;
    this.openInEditor = setup.openInEditor ?? null;
    this.recent = recentProjects(setup.env, setup.log);
    this.machine = foundOnMachine(baseEnvironment(setup.env));
    const profiles = profilesOf(null, setup);
    this.logins = async () => {
      const agents = (await this.machine()).filter(({ kind, found }) => kind === 'agent' && found);
      return Promise.all(agents.map(async ({ name }) => loginOf(name, await profiles.logins(false, name))));
    };
  }

  /** Opens the project of a folder, or gives the one that is open. Who gets one calls `release` when done with it. */
  async open(folder: string): Promise<Result<OpenedProject>> {
    const repository = await findRepository(folder, this.setup.env);
    if (!repository.ok) return repository;
    const { root, branch } = repository.value;
    const opening = this.projects.get(root) ?? this.begin(root);
    const opened = await opening;
    if (!opened.ok) return opened;
    this.lookers.set(root, (this.lookers.get(root) ?? 0) + 1);
    this.recent.note({ root, branch, live: await liveIn(opened.value) }, Date.now());
    return opened;
  }

  private begin(root: string): Promise<Result<OpenedProject>> {
    const opening = openProject(root, {
      ...this.setup,
      isRehearsal: (path) => this.rehearsals.has(path),
      enter: (project) => this.enter('fixed', project),
    });
    this.projects.set(root, opening);
    const drop = (): void => {
      if (this.projects.get(root) === opening) this.projects.delete(root);
    };
    void opening.then((opened) => {
      if (!opened.ok) return drop();
      const project = opened.value;
      const { watch } = this.setup;
      if (watch) this.watches.set(project, watch(project));
      // Its owner has ended: whoever opens it next may own it.
      project.onGone(() => {
        drop();
        this.endWatch(project);
      });
    }, drop);
    return opening;
  }

  private endWatch(project: OpenedProject): void {
    this.watches.get(project)?.();
    this.watches.delete(project);
  }

  /** One looker less. The project closes when nobody looks and nothing lives in it. */
  async release(project: OpenedProject): Promise<void> {
    const left = (this.lookers.get(project.root) ?? 1) - 1;
    this.lookers.set(project.root, left);
    const live = await liveIn(project);
    const info = await project.info();
    if (info.ok) this.recent.note({ root: project.root, branch: info.value.branch, live });
    if (live > 0 || (this.lookers.get(project.root) ?? 0) > 0) return;
    this.projects.delete(project.root);
    this.endWatch(project);
    await project.close();
  }

  /** The rooms of a new connection. `fixed`: it looks at that project for good, and can't open others. */
  enter(how: 'free' | 'fixed', first: OpenedProject | null): HostRooms {
    return createHostRooms(this, how, first);
  }

  check(
    input: CheckAgentInput,
    { tell, end }: { tell(item: CheckItem): void; end(error?: TuttiError): void },
  ): { cancel(): void } {
    const stop = new AbortController();
    const made = async (): Promise<Result<void>> => {
      // Loaded here alone: few hosts are ever asked.
      const { checkAgent } = await import('../check-agent/check-agent.ts');
      return checkAgent(input, this.setup, tell, stop.signal);
    };
    made().then(
      (checked) => end(checked.ok ? undefined : checked.error),
      (error: unknown) => {
        this.log.error('a check of an agent', error);
        const message = error instanceof Error ? error.message : String(error);
        end({ code: 'internal', message, remedy: 'See Tutti’s log, and try again.' });
      },
    );
    return { cancel: () => stop.abort() };
  }

  markRehearsal(root: string): void {
    this.rehearsals.add(root);
  }

  /** Instances that have not ended, in the projects that this process owns. */
  async liveInstances(): Promise<number> {
    let live = 0;
    for (const project of await this.opened()) if (project.owned) live += await liveIn(project);
    return live;
  }

  private async opened(): Promise<OpenedProject[]> {
    const results = await Promise.all(this.projects.values());
    return results.flatMap((result) => (result.ok ? [result.value] : []));
  }

  /** Lets go of every project. With tmux their panes go on. */
  async stop(): Promise<void> {
    const open = await this.opened();
    this.projects.clear();
    for (const project of [...this.watches.keys()]) this.endWatch(project);
    await Promise.all(open.map((project) => project.close()));
  }
}

const liveIn = async (project: OpenedProject): Promise<number> => {
  const listed = await project.rooms.call(person, 'instances.list', {});
  return listed.ok ? listed.value.filter((one) => !hasEnded(one.state)).length : 0;
};
