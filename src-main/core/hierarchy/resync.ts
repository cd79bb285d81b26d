import type { Crew, Life } from './crew.ts';

/**
 * Bytes were lost: what the terminal server has becomes what is shown, and the log says so. Not for a life that is ending:
 * where what it said last was kept back, its crash reads that itself, and an end is no gap.
 */
export const resync = async (crew: Crew, pane: string | null, reason: string): Promise<void> => {
  // The news of an exit comes right after that of its gap: by the next turn its life is known to be ending.
  await Promise.resolve();
  const lives = [...crew.lives.values()].filter(
    (life) => !life.ending && (pane === null || life.pane === pane),
  );
  for (const life of lives) {
    const capture = await crew.ports.terminals.capture(life.pane);
    crew.feed.resync(crew.keyOf(life.id), reason, capture.ok ? capture.value.data : null);
  }
  const id = pane === null ? null : lives[0]?.id;
  if (id !== undefined) crew.ledger.append([{ kind: 'terminal.gapped', data: { id, reason } }]);
};

/** The news of an end waits no longer than this, in ms, for the screen to be read back. */
const lastWordsMs = 500;

/** Makes an ended program's screen what the terminal server has of it: tmux keeps back what it printed last. */
export const readLastWords = async (crew: Crew, life: Life): Promise<void> => {
  let cancel = (): void => undefined;
  const late = new Promise<null>((resolve) => {
    cancel = crew.ports.clock.after(lastWordsMs, () => resolve(null));
  });
  const capture = await Promise.race([crew.ports.terminals.capture(life.pane), late]);
  cancel();
  if (capture?.ok === true) crew.feed.resync(crew.keyOf(life.id), null, capture.value.data);
};
