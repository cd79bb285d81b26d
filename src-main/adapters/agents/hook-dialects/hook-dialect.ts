import type { AgentSign, HookReply } from '@contract/agent-signs.ts';

/** Translates what a CLI's own hook sends into signs; none where it tells nothing of interest. Never throws on what it doesn't know. */
export type HookReader = (payload: unknown) => readonly AgentSign[];

/** How a CLI's own hooks are understood and, where it waits for their answer, answered. */
export interface HookDialect {
  readonly read: HookReader;
  /** An answer in the CLI's own words. Only signs that say so (`decidable`, `handover`) are answered. */
  readonly answer?: (reply: HookReply) => unknown;
  /** Its Stop hook takes a message as its answer: a profile may say `submit.way: stop-hook`. */
  readonly handsOver?: boolean;
}
