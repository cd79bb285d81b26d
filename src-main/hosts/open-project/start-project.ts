import { join } from 'node:path';
import { ok, type Result } from '@contract/result.ts';
import { pricesFrom } from '../../adapters/agents/prices/prices.ts';
import { personPrices } from '../../adapters/agents/profiles.ts';
import { WorkerTranscripts } from '../../adapters/agents/transcripts/worker-transcripts.ts';
import { agentWatchers } from '../../adapters/agents/watchers/agent-watchers.ts';
import { writeHooks } from '../../adapters/git/hooks/write-hooks.ts';
import { lastRunOnDisk } from '../../adapters/git/worktrees-folder.ts';
import { openStore } from '../../adapters/sqlite/open-store.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { removeHostFile, writeHostFile } from '../../adapters/system/host-file.ts';
import { systemMemory } from '../../adapters/system/memory.ts';
import { privateFilesIn } from '../../adapters/system/private-files.ts';
import { systemProcesses } from '../../adapters/system/processes.ts';
import { runtimeSocketPath } from '../../adapters/system/runtime-socket.ts';
import { systemSecrets } from '../../adapters/system/secrets.ts';
import { otlpSink } from '../../adapters/telemetry/otlp-sink.ts';
import type { Caller } from '../../core/model/caller.ts';
import type { LaunchGround } from '../../core/ports/launch.ts';
import type { Log } from '../../core/ports/log.ts';
import { Project } from '../../core/project.ts';
import { serveSocket } from '../local-socket/serve-socket.ts';
import { baseEnvironment } from './base-environment.ts';
import { chooseTerminals } from './choose-terminals.ts';
import type { ClosingOrder } from './closing-order.ts';
import { describeProject } from './describe-project.ts';
import { launchGround } from './launch-ground.ts';
import type { OpenSetup, ProjectGround } from './open-setup.ts';
import type { OpenedProject } from './opened-project.ts';
import { projectDoor } from './project-door.ts';
import {
  branchesOf,
  checksOf,
  commitsOf,
  exporterFrom,
  profileFilesOf,
  profilesOf,
  publisherOf,
  recorderFrom,
  recordingReadersFrom,
  recordingsOf,
  screensFrom,
  templatesOf,
  worktreesOf,
  worktreeWatchesOf,
} from './project-parts.ts';
import { serveMcp } from './serve-mcp.ts';

/** Opens one part of a project after the other, and notes for each how it is closed. The caller holds the lock. */
export const startProject = async (
  ground: ProjectGround,
  setup: OpenSetup,
  log: Log,
  closing: ClosingOrder,
): Promise<Result<OpenedProject>> => {
  const { root, stateFolder, token } = ground;
  const { version } = setup.places;
  const opened = openStore(join(stateFolder, 'events.sqlite'), { now: systemClock.now, log });
  if (!opened.ok) return opened;
  const { store, notice } = opened.value;
  closing.add('event log', () => store.close());
  const chosen = await chooseTerminals(setup.terminals, stateFolder, log);
  if (!chosen.ok) return chosen;
  const socket = runtimeSocketPath(stateFolder, setup.env);
  if (!socket.ok) return socket;
  const screens = screensFrom(setup.places, log);
  closing.add('screens', () => screens.stop());
  const recorder = recorderFrom(root, stateFolder, setup.places, log);
  closing.add('recorder', () => recorder.stop());
  const readers = recordingReadersFrom(setup.places, log);
  closing.add('reader of recordings', () => readers.stop());
  const exporter = exporterFrom(stateFolder, setup.places, log);
  closing.add('exports', () => exporter.stop());
  const transcripts = new WorkerTranscripts({ workerUrl: setup.places.transcriptWorker, log });
  closing.add('transcripts', () => transcripts.stop());

  const worktreeWatches = worktreeWatchesOf(setup, log);
  closing.add('watches of worktrees', () => worktreeWatches.stop());

  const worktrees = worktreesOf(root, stateFolder, setup.env);
  const profiles = profilesOf(root, setup);
  const description = describeProject({
    ground,
    terminals: chosen.value,
    profiles,
    worktrees,
    trusted: () => store.view().trusted,
    rehearsal: setup.isRehearsal(root),
    notices: notice === null ? [] : [notice],
  });
  let launch: LaunchGround | null = null;
  const project = new Project(
    {
      branches: branchesOf(root, stateFolder, setup.env),
      checks: checksOf(setup.env),
      clock: systemClock,
      commits: commitsOf(root, stateFolder, setup.env),
      log,
      memory: systemMemory(),
      prices: pricesFrom(personPrices(setup.env), log),
      privateFiles: privateFilesIn(stateFolder),
      processes: systemProcesses(),
      profiles,
      profileFiles: profileFilesOf(root, setup),
      publisher: publisherOf(root, setup.env),
      exporter,
      recorder,
      recordings: recordingsOf(stateFolder, readers),
      screens,
      secrets: systemSecrets,
      store,
      templates: templatesOf(root, setup),
      terminals: chosen.value.terminals,
      traces: otlpSink({ env: setup.env }),
      transcripts,
      watchers: agentWatchers(log),
      worktrees,
      worktreeWatches,
      repository: { root, branch: ground.branch },
      lastRunOnDisk: lastRunOnDisk(stateFolder),
      ground: () => {
        if (!launch) throw new Error('nothing is launched before the MCP server listens');
        return launch;
      },
      host: {
        pid: process.pid,
        version,
        socket: socket.value,
        memoryBytes: () => process.memoryUsage().rss,
      },
    },
    description.now,
  );
  // Before the MCP server, so that it is let go of after it: a sign that the server answers must find the delivery that waits
  // for it. And before it starts: a start that fails half way has panes to let go of.
  let begun = false;
  closing.add('project', () => (begun ? project.stop() : undefined));
  const mcp = await serveMcp({ rooms: project, store, personToken: token, version, log });
  if (!mcp.ok) return mcp;
  closing.add('MCP server', () => mcp.value.server.close());
  if (mcp.value.notice !== null) description.notices.push(mcp.value.notice);
  launch = launchGround({
    root,
    stateFolder,
    env: setup.env,
    places: setup.places,
    mcp: mcp.value.server,
    socket: socket.value,
    hooks: await writeHooks(stateFolder, root, baseEnvironment(setup.env)),
  });
  begun = true;
  const started = await project.start();
  if (!started.ok) return started;
  await description.refresh();

  const identify = (bearer: string): Caller | null => {
    if (bearer === token) return { kind: 'person', door: 'cli', readOnly: false };
    const found = project.identify(bearer);
    return found === null ? null : { kind: 'instance', ...found, door: 'cli' };
  };
  const result: OpenedProject = {
    root,
    owned: true,
    socket: socket.value,
    mcp: mcp.value.server.url,
    token,
    info: async () => ok(await description.refresh()),
    rooms: projectDoor(project),
    identify,
    onGone: () => {},
    close: () => closing.close(),
    destroy: async () => {
      await chosen.value.terminals.destroy();
      await closing.close();
    },
  };
  const served = await serveSocket({
    path: socket.value,
    version,
    identify,
    enter: () => setup.enter(result),
    log,
  });
  if (!served.ok) return served;
  closing.add('local socket', () => served.value.close());
  const own = await systemProcesses().find(process.pid);
  writeHostFile(stateFolder, {
    pid: process.pid,
    startTime: own?.startTime ?? '',
    socket: socket.value,
    mcp: mcp.value.server.url,
    version,
  });
  closing.add('host file', () => removeHostFile(stateFolder, process.pid));
  return ok(result);
};
