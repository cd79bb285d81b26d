import type { Crew, Life } from '../hierarchy/crew.ts';

/**
 * A box that is never seen as it should be (a new version may look different) must not hold messages back for good: half a
 * minute until it is empty, since a person may be typing, and a few seconds until it shows what was pasted.
 */
const longestWaitMs = { empty: 30_000, filled: 3000 } as const;

/** The box is at the bottom, but a list of tasks or of queued messages may stand beneath it. */
const linesLookedAt = 40;

/** Resolves once an instance's screen shows its input box empty, or filled; at once where its profile does not say how it looks. */
export const untilBoxIs = async (crew: Crew, life: Life, wanted: 'empty' | 'filled'): Promise<void> => {
  const { empty } = life.profile.submit;
  if (empty === undefined) return;
  const pattern = new RegExp(empty, 'mu');
  const key = crew.keyOf(life.id);
  let isOver = false;
  let wake = (): void => undefined;
  const giveUp = crew.after(life, longestWaitMs[wanted], () => {
    isOver = true;
    wake();
  });
  const end = crew.ledger.watch(() => crew.lives.get(life.id) !== life || life.ending || crew.stopped);
  void end.held.then(() => {
    isOver = true;
    wake();
  });
  let changes = 0;
  const untap = crew.feed.tap(key, () => {
    changes += 1;
    wake();
  });
  try {
    for (;;) {
      const before = changes;
      const text = await crew.ports.screens.text(key, linesLookedAt);
      if (isOver || text === null || pattern.test(text.lines.join('\n')) === (wanted === 'empty')) return;
      // What was printed meanwhile may have been it.
      if (changes === before) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      if (isOver) return;
    }
  } finally {
    giveUp();
    end.stop();
    untap();
  }
};
