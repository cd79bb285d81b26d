import type { AgentSign } from '@contract/agent-signs.ts';
import type { InstanceId } from '@contract/ids.ts';
import type { Profile } from '@contract/profiles.ts';
import type { Witness } from '@contract/states.ts';

/** An agent that runs, as its watcher needs to know it. */
export interface WatchedAgent {
  readonly watcher: Profile['watcher'];
  readonly instance: InstanceId;
  readonly pid: number;
  readonly cwd: string;
  /** Folder of its own private files. */
  readonly files: string;
  /** What it was started with, tokens left out: where its HOME is, and its CLI's folders. */
  readonly env: Readonly<Record<string, string>>;
  /** The conversation it had when it was last heard of; null for one that just starts. */
  readonly session: { readonly id: string; readonly transcript: string | null } | null;
}

export interface AgentWatch {
  /** Its hook has told of its conversation. */
  conversed(session: string, transcript: string | null): void;
  stop(): void;
}

/** Reads what agents record of themselves on the disk: status files and transcripts. Nothing is polled while nothing changes. */
export interface AgentWatchers {
  watch(agent: WatchedAgent, see: (witness: Witness, sign: AgentSign) => void): AgentWatch;
}
