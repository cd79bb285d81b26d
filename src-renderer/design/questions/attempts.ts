import type { Instance } from '@contract/instances.ts';
import type { TuttiError } from '@contract/result.ts';

/** An answer that was given in this window to the question an instance asked at `since`. */
export type Attempt = {
  readonly since: number;
  /** Null while it is under way and once it is done: either way the question is not to be answered again. */
  readonly error: TuttiError | null;
  /** When it was given or, once that is known, taken; milliseconds of any one clock. */
  readonly at: number;
};

/** A digit or a click that comes twice by mistake comes within this, in ms; nobody has read the next question by then. */
export const restMs = 400;

/** The last attempt at each instance's question, shared by all places that show it: answered in one, it rests in all. */
export const createAttempts = () => {
  const attempts = new Map<string, Attempt>();
  const listeners = new Set<() => void>();
  return {
    of: ({ id, since }: Pick<Instance, 'id' | 'since'>): Attempt | null => {
      const attempt = attempts.get(id);
      return attempt?.since === since ? attempt : null;
    },
    /** Whether the question has only just taken the place of one that was answered here. */
    isJustNext: ({ id, since }: Pick<Instance, 'id' | 'since'>, now: number): boolean => {
      const attempt = attempts.get(id);
      return attempt !== undefined && attempt.since !== since && now - attempt.at < restMs;
    },
    set: (id: string, attempt: Attempt): void => {
      attempts.set(id, attempt);
      for (const listener of listeners) listener();
    },
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
