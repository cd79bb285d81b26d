import type { Crew, Life } from './crew.ts';

/**
 * Types the role prompt into a program that takes it by paste alone, once. Its proof is the confirmation that the prompt
 * asks for; a prompt that got lost shows as an instance that never confirms.
 */
export const pasteFirstPrompt = async (crew: Crew, life: Life): Promise<void> => {
  const prompt = life.firstPrompt;
  if (prompt === null || life.ending) return;
  life.firstPrompt = null;
  const { terminals, clock } = crew.ports;
  const { keys, pauseMs } = life.profile.submit;
  const mark = `prompt/${life.incarnation}`;
  const pasted = await terminals.paste(life.pane, prompt, mark);
  if (!pasted.ok || pasted.value === 'dead') return;
  await new Promise<void>((resolve) => {
    clock.after(pauseMs, resolve);
  });
  if (crew.instance(life.id)?.state !== 'waiting') await terminals.submit(life.pane, keys, mark);
};
