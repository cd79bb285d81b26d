import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type ProjectVerbName, type VerbInput, type VerbOutput, verbs } from '@contract/verbs.ts';
import { openProject } from '../../../src-main/hosts/open-project/open-project.ts';
import { type BenchHost, demand } from './bench-host.ts';
import type { Ground } from './ground.ts';

/** A project in this process. */
export interface ProjectHost extends BenchHost {
  /** As the instance that a token names. Throws when the verb fails. */
  callAs<V extends ProjectVerbName>(id: string, verb: V, input: VerbInput<V>): Promise<VerbOutput<V>>;
  close(): Promise<void>;
}

const person = { kind: 'person', door: 'cli', readOnly: false } as const;

/** A project opened in this process: what the core itself costs, without a door. */
export const openHost = async (ground: Ground): Promise<ProjectHost> => {
  const { checkout, env, repository } = ground;
  // tmux and git are started with the process's own environment.
  Object.assign(process.env, env);
  const built = join(checkout, 'out', 'main');
  const project = demand(
    await openProject(repository, {
      env,
      terminals: 'tmux',
      places: {
        version: 'bench',
        root: checkout,
        cli: join(built, 'cli.js'),
        pages: join(checkout, 'out', 'renderer'),
        recordedPage: join(checkout, 'out', 'recorded-page', 'recorded-page.html'),
        rehearsal: join(built, 'rehearsal.js'),
        exportWorker: pathToFileURL(join(built, 'export-worker.js')),
        recordingReaderWorker: pathToFileURL(join(built, 'recording-reader-worker.js')),
        recordingWorker: pathToFileURL(join(built, 'recording-worker.js')),
        screenWorker: pathToFileURL(join(built, 'screen-worker.js')),
        transcriptWorker: pathToFileURL(join(built, 'transcript-worker.js')),
        commitCheck: join(built, 'commit-check.js'),
        watchWorker: pathToFileURL(join(built, 'watch-worker.js')),
        preload: join(checkout, 'out', 'preload', 'bridge.cjs'),
      },
      isRehearsal: () => false,
      enter: (opened) => ({ rooms: opened.rooms, leave: () => {} }),
    }),
  );
  let closed = false;
  const close = async (): Promise<void> => {
    if (closed) return;
    closed = true;
    await project.close();
  };
  ground.onEnd(close);
  return {
    close,
    pid: process.pid,
    call: async (verb, input) => {
      const parsed = verbs[verb].input.parse(input);
      // The verb's own parsed input, which the type system can't follow through the lookup.
      return demand(await project.rooms.call(person, verb, parsed as never));
    },
    callAs: async (id, verb, input) => {
      const parsed = verbs[verb].input.parse(input);
      const caller = { kind: 'instance', id, run: 1, door: 'mcp' } as const;
      return demand(await project.rooms.call(caller, verb, parsed as never)) as never;
    },
    followEvents: (sink) => {
      const following = project.rooms.follow(
        person,
        'events.follow',
        { after: 0 },
        { item: sink, end: () => {} },
      );
      return demand(following).cancel;
    },
    followTerminal: (id, sink) =>
      demand(project.rooms.follow(person, 'terminals.follow', { id }, { item: sink, end: () => {} })),
  };
};
