/**
 * A task that is part of the scripted play. It is a sentence for people that begins with `Rehearsal:` and ends with its
 * directions in brackets, for instance
 *
 *     Rehearsal: write words.js of the text statistics. [part words, seed 1, pace 0.5]
 *
 * A task without both is none of the play: the agent then waits for input.
 */
export interface RehearsalTask {
  /** `whole` for the executive, a half for a manager (`counting`), a module for a specialist (`words`). */
  readonly part: string;
  /** Decides who asks, who is blocked, and how long each step takes. */
  readonly seed: number;
  /** 0: no waiting between steps. 1: slow enough to watch, about a minute and a half in all. */
  readonly pace: number;
  /** Who resolves the conflict of the play. `owner`: the specialist, unless the person has done it before; `person`: it waits for them. */
  readonly conflict: 'owner' | 'person';
}

export const formatRehearsalTask = (what: string, { part, seed, pace, conflict }: RehearsalTask): string =>
  `Rehearsal: ${what} [part ${part}, seed ${seed}, pace ${pace}${conflict === 'person' ? ', conflict person' : ''}]`;

/** The task that an executive of the `rehearsal` profile is spawned with to play the whole of it. */
export const wholeRehearsal = (
  seed: number,
  pace: number,
  conflict: RehearsalTask['conflict'] = 'owner',
): string =>
  formatRehearsalTask('have the text statistics library written, tested and merged.', {
    part: 'whole',
    seed,
    pace,
    conflict,
  });

export function parseRehearsalTask(task: string): RehearsalTask | null {
  const match =
    /^Rehearsal: [\s\S]*\[part ([a-z-]+), seed (\d{1,9}), pace (\d{1,3}(?:\.\d{1,6})?)(, conflict person)?\]\s*$/.exec(
      task,
    );
  if (!match) return null;
  return {
    part: match[1] ?? '',
    seed: Number(match[2]),
    pace: Number(match[3]),
    conflict: match[4] ? 'person' : 'owner',
  };
}
