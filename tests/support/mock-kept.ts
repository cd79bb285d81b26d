import type { KeptWork } from '@contract/kept-work.ts';
import { fail, ok } from '@contract/result.ts';
import type { Handlers } from './mock-rooms.ts';
import type { EventTape } from './sample-events.ts';

const hour = 3_600_000;
const reasons = ['ended', 'crashed', 'merge', 'clean-up', 'restart'] as const;

/** As runs leave it, the newest first; every fifth is older than its days. */
const keptWork = (count: number, now: number): KeptWork[] =>
  Array.from({ length: count }, (_kept, at) => {
    const id = `spec_1_1_${(at % 4) + 1}`;
    const work = `1/${id}/${Math.floor(at / 4) + 1}`;
    const why = reasons[at % reasons.length] ?? 'ended';
    return {
      ...{ work, run: 1, id, ref: `refs/tutti/work/${work}`, commit: 'a'.repeat(40), why },
      ...{ branch: `tutti/1/${id}`, kind: why === 'merge' || why === 'clean-up' ? 'tip' : 'uncommitted' },
      ...{ files: why === 'merge' || why === 'clean-up' ? 0 : (at % 7) + 1, dropped: null, back: null },
      left: at === 1 ? ['secrets/key.pem'] : [],
      at: now - (at + 1) * hour - (at % 5 === 4 ? 40 * 24 * hour : 0),
    };
  });

export const keptHandlers = (tape: EventTape, count: number | undefined): Handlers => {
  if (count === undefined) return { 'work.kept': () => ok([]) };
  let all = keptWork(count, Date.now());
  return {
    'work.kept': ({ id }) => ok(all.filter((one) => id === undefined || one.id === id)),
    'work.bringBack': ({ work }) => {
      const kept = all.find((one) => one.work === work);
      if (kept === undefined) return fail('not_found', `no kept work ${work}`, 'List it.');
      const name = kept.work.replace(/\/(\d+)$/, '-kept-$1');
      const back = { worktree: `/home/ada/.local/state/tutti/worktrees/${name}`, branch: `tutti/${name}` };
      all = all.map((one) => (one === kept ? { ...one, back } : one));
      tape.add('work.restored', { work: kept.work, id: kept.id, ...back });
      return ok({ ...kept, back });
    },
    'work.clean': ({ names }) => {
      const dropped = all.filter(({ work }) => names.includes(`kept/${work}`));
      all = all.filter((one) => !dropped.includes(one));
      for (const { work, id } of dropped)
        tape.add('work.dropped', { work, id, reason: 'the person said so' });
      return ok(names.map((name) => ({ name, gone: true, reason: '' })));
    },
  };
};
