import type { Instance } from './instances.ts';

/** Directions of the scripted play at a task's end, such as `[part words, seed 1, pace 0.5]`. */
const directions = /\s*\[part [^\]]*\]\s*$/;

/** A task as a person reads it: a scripted agent's without its stage directions. */
export const shownTask = ({ task, scripted }: Pick<Instance, 'task' | 'scripted'>): string =>
  scripted ? task.replace(directions, '') : task;
