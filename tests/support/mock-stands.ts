import type { Instance } from '@contract/instances.ts';
import type { EventTape } from './sample-events.ts';
import { sampleStand } from './sample-stands.ts';

const paths = ['src/auth/refresh-token.ts', 'src/auth/session.ts', 'tests/refresh.test.ts'];

const specialistsOf = (tape: EventTape): Instance[] =>
  Object.values(tape.view.instances).filter(({ role }) => role === 'specialist');

/** Where the branches of specialists stand: one that conflicts, one of which git tells trouble, one that is level, and plain ones. */
export const addStands = (tape: EventTape): void => {
  for (const [at, { id, parent, branch }] of specialistsOf(tape).entries()) {
    const base = tape.view.instances[parent ?? '']?.branch ?? 'main';
    const plain = { ...sampleStand, base, behind: 0, conflicts: [], conflicting: 0 };
    const stands = [
      { ...sampleStand, base, conflicts: paths.slice(0, 2), conflicting: 4 },
      { ...plain, trouble: `main is checked out in its worktree: git switch ${branch}` },
      {
        ...plain,
        ...{ tip: plain.baseTip, ahead: 0, files: 0, insertions: 0, deletions: 0 },
        open: { insertions: 0, deletions: 0 },
      },
    ];
    tape.wait(500);
    tape.add('branch.stood', { id, stand: stands[at] ?? plain });
  }
};

/**
 * So many pairs of specialists whose work would conflict: the first two are a pair of their own, the others share their first
 * instance, as where many change one file.
 */
export const addOverlaps = (tape: EventTape, count: number): void => {
  const [one, two, hub, ...others] = specialistsOf(tape);
  const pairs = [[one, two], ...others.map((other) => [hub, other])].slice(0, count);
  for (const [at, [first, second]] of pairs.entries()) {
    if (first === undefined || second === undefined) return;
    const files = at === 0 ? paths : ['docs/changes.md'];
    tape.wait(2000);
    tape.add('overlap.found', {
      ...{ id: first.id, other: second.id, files },
      count: at === 0 ? 5 : files.length,
    });
  }
};
