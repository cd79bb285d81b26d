import type { Instance } from './instances.ts';

/** A task of the scripted play: what it is, the words for people, and its directions, such as `[part words, seed 1, pace 0.5]`. */
const playTask = /^(?:Rehearsal: )?([\s\S]*?)\s*\[part [^\]]*\]\s*$/;

/** A task as a person reads it: a scripted agent's without its stage directions, and without the word that its badge says already. */
export const shownTask = ({ task, scripted }: Pick<Instance, 'task' | 'scripted'>): string => {
  const words = scripted ? playTask.exec(task)?.[1] : undefined;
  return words === undefined ? task : words.charAt(0).toUpperCase() + words.slice(1);
};
