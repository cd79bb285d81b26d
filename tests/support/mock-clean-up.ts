import type { Cleanable } from '@contract/clean-up.ts';
import { ok } from '@contract/result.ts';
import type { Handlers } from './mock-rooms.ts';

/** As a run leaves them: merged ones, one with commits of its own, kept work that is due, and some that stay. */
export const cleanablePlaces = (count: number): Cleanable[] =>
  Array.from({ length: count }, (_place, at) => {
    const id = `spec_1_1_${at + 1}`;
    const name = `1/${id}`;
    const base = { name, run: 1, id, worktree: `/home/ada/.local/state/tutti/worktrees/${name}` };
    const place = { ...base, branch: `tutti/1/${id}`, kept: null, tip: 'a'.repeat(40), savable: false };
    if (at % 4 === 1)
      return {
        ...{ ...place, removable: false, savable: true, ignored: [] },
        reason: 'its commits are in no other branch, and not kept',
      };
    if (at % 4 === 2) return { ...place, removable: false, ignored: [], reason: '2 files are not committed' };
    if (at % 4 === 3)
      return {
        ...{ ...place, name: `kept/${name}/1`, worktree: null, branch: null, kept: `${name}/1` },
        ...{ removable: true, ignored: [] },
        reason: 'its 30 days are over, and no branch has it: it is lost with this',
      };
    return { ...place, removable: true, ignored: ['.env', 'node_modules/'], reason: 'main has all of it' };
  });

/** What is named goes, but for the first of many: somebody has begun to work there meanwhile. */
export const cleanUpHandlers = (count: number | undefined): Handlers => {
  let places = cleanablePlaces(count ?? 0);
  return {
    'work.cleanable': () => ok(places),
    'work.clean': ({ names }) => {
      const [first] = cleanablePlaces(1);
      const stays = places.length > 4 ? first?.name : undefined;
      places = places.filter(({ name }) => !names.includes(name) || name === stays);
      return ok(
        names.map((name) => ({
          name,
          gone: name !== stays,
          reason: name === stays ? 'vim a.ts (pid 77) runs there' : '',
        })),
      );
    },
  };
};
