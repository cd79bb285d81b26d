import { shownTask } from '@contract/shown-task.ts';
import { describe, expect, it } from 'vitest';

const task = 'Rehearsal: write words.js of the text statistics. [part words, seed 1, pace 0.5]';

describe('a shown task', () => {
  it('of a scripted agent goes without its directions, and without what its badge says', () => {
    expect(shownTask({ task, scripted: true })).toBe('Write words.js of the text statistics.');
    expect(shownTask({ task: `${task}\n`, scripted: true })).not.toContain('[part');
  });

  it('keeps brackets that are no directions, or not at its end', () => {
    for (const kept of ['Sort [parts] of it', '[part words] comes first', 'Fix list[part]']) {
      expect(shownTask({ task: kept, scripted: true })).toBe(kept);
    }
  });

  it('of any other agent is what was written', () => {
    expect(shownTask({ task, scripted: false })).toBe(task);
  });
});
