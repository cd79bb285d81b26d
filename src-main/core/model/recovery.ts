import type { Exit, Instance } from '@contract/instances.ts';
import type { Settings } from '@contract/settings.ts';

/** Before the first, second and any later restart: soon for a hiccup, later for what would only burn quota. */
const waitsMs = [1000, 5000, 30_000] as const;

/** A program that a person has typed into ends within so many ms of a Ctrl-C or an `/exit` at the person's own wish. */
export const ownWishMs = 5000;

interface Ended {
  /** As it was before. */
  readonly before: Instance;
  readonly exit: Exit;
  /** Whether its profile's instances confirm a task: a bare shell is nobody at work. */
  readonly confirms: boolean;
  /** Milliseconds since the person typed into its terminal. */
  readonly typedAgo: number;
}

/** Whether an end was a crash that calls for a restart: amid work, unasked by anyone, and not the program's own good end. */
export const callsForRestart = ({ before, exit, confirms, typedAgo }: Ended): boolean =>
  exit.status !== 0 && before.state !== 'done' && (confirms || before.task !== '') && typedAgo >= ownWishMs;

/** The restart that is due after `tried` ones; null when there were too many of late. Moments are milliseconds since 1970. */
export const nextRestart = (
  tried: readonly number[],
  now: number,
  { most, withinMinutes }: Settings['recovery'],
): { readonly attempt: number; readonly waitMs: number } | null => {
  const lately = tried.filter((at) => now - at < withinMinutes * 60_000).length;
  if (lately >= most) return null;
  return { attempt: lately + 1, waitMs: waitsMs[Math.min(lately, waitsMs.length - 1)] ?? waitsMs[0] };
};
