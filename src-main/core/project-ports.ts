import type { AgentWatchers } from './ports/agent-watchers.ts';
import type { Branches } from './ports/branches.ts';
import type { Checks } from './ports/checks.ts';
import type { Clock } from './ports/clock.ts';
import type { LaunchGround } from './ports/launch.ts';
import type { Log } from './ports/log.ts';
import type { Memory } from './ports/memory.ts';
import type { Prices } from './ports/prices.ts';
import type { PrivateFiles } from './ports/private-files.ts';
import type { Processes } from './ports/processes.ts';
import type { ProfileFiles } from './ports/profile-files.ts';
import type { Profiles } from './ports/profiles.ts';
import type { Publisher } from './ports/publisher.ts';
import type { Recorder } from './ports/recorder.ts';
import type { RecordingExporter } from './ports/recording-exporter.ts';
import type { KeptRecordings } from './ports/recordings.ts';
import type { RunTemplates } from './ports/run-templates.ts';
import type { Screens } from './ports/screens.ts';
import type { Secrets } from './ports/secrets.ts';
import type { Store } from './ports/store.ts';
import type { Terminals } from './ports/terminals.ts';
import type { TraceSink } from './ports/trace-sink.ts';
import type { Transcripts } from './ports/transcripts.ts';
import type { WorkCommits } from './ports/work-commits.ts';
import type { WorktreeWatches } from './ports/worktree-watch.ts';
import type { Repository, Worktrees } from './ports/worktrees.ts';

/** Everything a project needs of the world. */
export interface ProjectPorts {
  readonly branches: Branches;
  readonly checks: Checks;
  readonly clock: Clock;
  readonly commits: WorkCommits;
  readonly log: Log;
  readonly memory: Memory;
  readonly prices: Prices;
  readonly privateFiles: PrivateFiles;
  readonly processes: Processes;
  readonly profiles: Profiles;
  /** The way out: pushes, and pull requests. */
  readonly publisher: Publisher;
  readonly profileFiles: ProfileFiles;
  readonly exporter: RecordingExporter;
  readonly recorder: Recorder;
  readonly recordings: KeptRecordings;
  readonly screens: Screens;
  readonly secrets: Secrets;
  readonly store: Store;
  readonly templates: RunTemplates;
  readonly terminals: Terminals;
  readonly traces: TraceSink;
  readonly transcripts: Transcripts;
  readonly watchers: AgentWatchers;
  readonly worktrees: Worktrees;
  readonly worktreeWatches: WorktreeWatches;
  readonly repository: Repository;
  /** Highest number of a run whose worktrees exist: a log begun anew must not take up an older run's folders and branches. */
  readonly lastRunOnDisk: number;
  /** Known once the MCP server listens, which is after the project was made and before it is started. */
  readonly ground: () => LaunchGround;
  readonly host: {
    readonly pid: number;
    readonly version: string;
    readonly socket: string;
    readonly memoryBytes: () => number;
  };
}
