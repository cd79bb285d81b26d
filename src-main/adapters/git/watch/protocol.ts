import type { WorktreeLook } from '../../../core/ports/worktree-watch.ts';
import type { GitEnvironment } from '../run-git.ts';

/** What the thread is begun with. */
export interface WatchThreadData {
  readonly env: GitEnvironment;
}

/** To the thread. `id` names a watch, and is never used twice. */
export type WatchOrder =
  | { readonly kind: 'watch'; readonly id: number; readonly folder: string; readonly tip: string | null }
  | { readonly kind: 'finish' | 'stop'; readonly id: number };

/** From the thread. */
export type WatchNews =
  | { readonly kind: 'looked'; readonly id: number; readonly look: WorktreeLook }
  | { readonly kind: 'troubled'; readonly id: number; readonly reason: string | null }
  | { readonly kind: 'finished'; readonly id: number };
