import type { CpuSample, Crew, Life } from './crew.ts';
import { membersOf } from './end-processes.ts';
import { markerOf } from './marker.ts';

/**
 * So much of one core's time, over the second half of its silence, and its processes are at work. A compiler takes a whole core or
 * more, a TUI that turns a spinner one to five hundredths; a tenth lies between, also where ten compilers share a core.
 */
const workingShare = 0.1;

/**
 * A sign of life: a hook, a tool call, output that says something new, processes at work. A stalled instance that shows one is at
 * work again.
 */
export const signOfLife = (crew: Crew, life: Life): void => {
  life.lastSign = crew.ports.clock.now();
  life.usedBefore = null;
  if (!life.confirmed || crew.instance(life.id)?.state !== 'stalled') return;
  crew.change(life.id, { to: 'busy', witness: 'process', reason: 'shows signs of life again' });
};

const sampleOf = async (crew: Crew, life: Life): Promise<CpuSample> => {
  const { processes, clock } = crew.ports;
  const marker = `${markerOf(crew, life)}${life.incarnation}`;
  const members = membersOf(await processes.list(), [{ root: life, marker }]);
  const byPid = await processes.cpuTime(members.map(({ pid }) => pid));
  return { at: clock.now(), byPid };
};

/** Milliseconds that were used between two samples. One that has begun since has used all of its own. */
const usedBetween = (before: CpuSample, after: CpuSample): number => {
  let used = 0;
  for (const [pid, ms] of after.byPid) used += Math.max(0, ms - (before.byPid.get(pid) ?? 0));
  return used;
};

const isAtWork = (before: CpuSample, after: CpuSample): boolean =>
  usedBetween(before, after) >= workingShare * Math.max(1, after.at - before.at);

const isWatched = (crew: Crew, life: Life): boolean => {
  const state = crew.instance(life.id)?.state;
  // A stalled one is looked at still: a build that begins to compile after its download is at work again.
  return state === 'busy' || (state === 'stalled' && life.confirmed);
};

/** It has been silent for its whole time: its processes tell whether it works in silence. */
const judge = async (crew: Crew, life: Life, since: number): Promise<void> => {
  const { usedBefore } = life;
  const after = await sampleOf(crew, life);
  const evidence = await crew.evidence(life.id);
  if (life.ending || life.lastSign !== since || !isWatched(crew, life)) return;
  if (usedBefore !== null && isAtWork(usedBefore, after)) {
    signOfLife(crew, life);
    return;
  }
  life.usedBefore = after;
  if (crew.instance(life.id)?.state === 'stalled') return;
  const reason = `no sign of life for ${life.profile.stalledSeconds} s`;
  crew.change(life.id, { to: 'stalled', witness: 'process', reason, evidence });
};

const takeSample = async (crew: Crew, life: Life, since: number): Promise<void> => {
  const sample = await sampleOf(crew, life);
  if (life.lastSign === since) life.usedBefore = sample;
};

/** One look at how long it has been silent; answers after how many milliseconds to look again. */
const lookOnce = (crew: Crew, life: Life, limit: number): number => {
  const half = limit / 2;
  const detached = (work: Promise<void>): void => {
    work.catch((error: unknown) => crew.ports.log.error('a look for a stall', error, { id: life.id }));
  };
  if (!isWatched(crew, life)) return half;
  const since = life.lastSign;
  // One that has just begun, or was just found stalled, is not silent since its last turn.
  const quietSince = Math.max(since, crew.instance(life.id)?.since ?? 0);
  const silent = crew.ports.clock.now() - quietSince;
  if (silent < half) return half - silent;
  const sample = life.usedBefore?.at ?? 0;
  if (sample < quietSince) {
    detached(takeSample(crew, life, since));
    // Never without a while between two looks: a timer may come late, on a machine that slept or has much to do.
    return Math.max(half, limit - silent);
  }
  if (silent < limit) return limit - silent;
  detached(judge(crew, life, since));
  return half;
};

/**
 * Watches one life for silence while it is busy, with one timer. Its processes are looked at twice at most in that time: when half
 * of it has gone by, and before it would be called stalled.
 */
export const watchForStall = (crew: Crew, life: Life): void => {
  const limit = life.profile.stalledSeconds * 1000;
  if (limit === 0) return;
  const wait = lookOnce(crew, life, limit);
  crew.after(life, Math.max(1, wait), () => watchForStall(crew, life));
};
