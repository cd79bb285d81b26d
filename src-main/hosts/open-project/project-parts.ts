import { basename, join } from 'node:path';
import { personShell } from '../../adapters/agents/person-shell.ts';
import { createProfileFiles } from '../../adapters/agents/profile-files.ts';
import type { ProfilePlaces } from '../../adapters/agents/profile-places.ts';
import { createProfiles, personProfileFolder } from '../../adapters/agents/profiles.ts';
import { createRunTemplates, personTemplateFolder } from '../../adapters/agents/templates/run-templates.ts';
import { shellChecks } from '../../adapters/checks/shell-checks.ts';
import { gitBranches } from '../../adapters/git/branches/git-branches.ts';
import { gitCommits } from '../../adapters/git/commits/git-commits.ts';
import { gitPublisher } from '../../adapters/git/publishing/git-publisher.ts';
import { WorkerWorktreeWatches } from '../../adapters/git/watch/worker-worktree-watches.ts';
import { gitWorktrees } from '../../adapters/git/worktrees.ts';
import { ThreadExporter } from '../../adapters/recording/export/thread-exporter.ts';
import { RecordingReaders } from '../../adapters/recording/reading/recording-readers.ts';
import { recordingFile, recordingsIn } from '../../adapters/recording/reading/recordings-in.ts';
import { WorkerRecorder } from '../../adapters/recording/worker-recorder.ts';
import { WorkerScreens } from '../../adapters/screen/worker-screens.ts';
import type { Environment } from '../../adapters/system/state-folder.ts';
import type { Branches } from '../../core/ports/branches.ts';
import type { Checks } from '../../core/ports/checks.ts';
import type { Log } from '../../core/ports/log.ts';
import type { ProfileFiles } from '../../core/ports/profile-files.ts';
import type { Profiles } from '../../core/ports/profiles.ts';
import type { Publisher } from '../../core/ports/publisher.ts';
import type { Recorder } from '../../core/ports/recorder.ts';
import type { KeptRecordings } from '../../core/ports/recordings.ts';
import type { RunTemplates } from '../../core/ports/run-templates.ts';
import type { Screens } from '../../core/ports/screens.ts';
import type { WorkCommits } from '../../core/ports/work-commits.ts';
import type { Worktrees } from '../../core/ports/worktrees.ts';
import { baseEnvironment } from './base-environment.ts';
import type { HostPlaces } from './host-places.ts';

export const worktreesOf = (root: string, stateFolder: string, env: Environment): Worktrees =>
  gitWorktrees({ root, stateFolder, env: baseEnvironment(env) });

export const branchesOf = (root: string, stateFolder: string, env: Environment): Branches =>
  gitBranches({ root, stateFolder, env: baseEnvironment(env) });

export const commitsOf = (root: string, stateFolder: string, env: Environment): WorkCommits =>
  gitCommits({ root, stateFolder, env: baseEnvironment(env) });
export const publisherOf = (root: string, env: Environment): Publisher =>
  gitPublisher({ root, env: baseEnvironment(env) });

export const checksOf = (env: Environment): Checks => shellChecks(baseEnvironment(env));

export const worktreeWatchesOf = (setup: ProfileSetup, log: Log): WorkerWorktreeWatches =>
  new WorkerWorktreeWatches({
    workerUrl: setup.places.watchWorker,
    env: baseEnvironment(setup.env),
    log,
  });

interface ProfileSetup {
  readonly env: Environment;
  readonly places: HostPlaces;
}

const profilePlaces = (root: string | null, setup: ProfileSetup): ProfilePlaces => {
  const base = baseEnvironment(setup.env);
  return {
    project: root,
    person: personProfileFolder(setup.env),
    path: base.PATH ?? '/usr/local/bin:/usr/bin:/bin',
    node: process.execPath,
    shell: personShell(base),
    rehearsal: setup.places.rehearsal,
    env: base,
  };
};

/** `root` null: those of the person and Tutti alone. */
export const profilesOf = (root: string | null, setup: ProfileSetup): Profiles =>
  createProfiles(profilePlaces(root, setup));

export const profileFilesOf = (root: string, setup: ProfileSetup): ProfileFiles =>
  createProfileFiles(profilePlaces(root, setup));

export const templatesOf = (root: string, { env }: ProfileSetup): RunTemplates =>
  createRunTemplates({ project: root, person: personTemplateFolder(env) });

export const screensFrom = (places: HostPlaces, log: Log): Screens =>
  new WorkerScreens({ workerUrl: places.screenWorker, log });

/** The recordings of a project lie beside its log. */
const recordingFolder = (stateFolder: string): string => join(stateFolder, 'recordings');

export const recordingReadersFrom = (places: HostPlaces, log: Log): RecordingReaders =>
  new RecordingReaders({ workerUrl: places.recordingReaderWorker, log });

export const exporterFrom = (stateFolder: string, places: HostPlaces, log: Log): ThreadExporter =>
  new ThreadExporter({
    workerUrl: places.exportWorker,
    page: places.recordedPage,
    log,
    fileOf: (run) => recordingFile(recordingFolder(stateFolder), run),
    folder: join(recordingFolder(stateFolder), 'exports'),
  });

export const recordingsOf = (stateFolder: string, readers: RecordingReaders): KeptRecordings =>
  recordingsIn(recordingFolder(stateFolder), readers);

export const recorderFrom = (root: string, stateFolder: string, places: HostPlaces, log: Log): Recorder =>
  new WorkerRecorder({
    workerUrl: places.recordingWorker,
    log,
    fileOf: (run) => recordingFile(recordingFolder(stateFolder), run),
    project: basename(root),
    version: places.version,
  });
