import type { ParallelStep, RunReport } from '@contract/run-reports.ts';
import type { RunFacts } from './run-facts.ts';

/** A chart has no more pixels across than it has steps, nearly; a table of them is read by nobody. */
const mostSteps = 600;

/** How many work and how many are there, at each moment where that changes. A crashed one is not there. */
export const stepsOf = ({ lives, begun }: Pick<RunFacts, 'lives' | 'begun'>): ParallelStep[] => {
  const changes: { at: number; busy: number; live: number }[] = [];
  for (const { spans } of lives.values())
    for (const { activity, from, to } of spans) {
      const busy = activity === 'busy' ? 1 : 0;
      const live = activity === 'crashed' ? 0 : 1;
      changes.push({ at: from, busy, live }, { at: to, busy: -busy, live: -live });
    }
  changes.sort((a, b) => a.at - b.at);
  const steps: ParallelStep[] = [];
  let now: ParallelStep = { at: begun.at, busy: 0, live: 0 };
  for (const { at, busy, live } of changes) {
    if (at > now.at) pushStep(steps, now);
    now = { at, busy: now.busy + busy, live: now.live + live };
  }
  pushStep(steps, now);
  return steps;
};

const pushStep = (steps: ParallelStep[], step: ParallelStep): void => {
  const last = steps.at(-1);
  if (last === undefined || last.busy !== step.busy || last.live !== step.live) steps.push(step);
};

/** Busy milliseconds and live ones, from the first step to `until`. */
export const areaOf = (
  steps: readonly ParallelStep[],
  until: number,
): { readonly busy: number; readonly live: number } => {
  let busy = 0;
  let live = 0;
  steps.forEach((step, at) => {
    const ms = Math.max(0, (steps[at + 1]?.at ?? until) - step.at);
    busy += step.busy * ms;
    live += step.live * ms;
  });
  return { busy, live };
};

/** Fewer steps of equal length, each the mean of what it stands for: the area stays the same. */
const thinned = (steps: readonly ParallelStep[], until: number): ParallelStep[] => {
  const from = steps[0]?.at ?? until;
  const width = (until - from) / mostSteps;
  const sums = Array.from({ length: mostSteps }, () => ({ busy: 0, live: 0 }));
  steps.forEach((step, index) => {
    const end = steps[index + 1]?.at ?? until;
    const last = Math.min(mostSteps - 1, Math.floor((end - from) / width));
    for (let bin = Math.min(mostSteps - 1, Math.floor((step.at - from) / width)); bin <= last; bin++) {
      const binEnd = bin === mostSteps - 1 ? until : from + (bin + 1) * width;
      const ms = Math.min(end, binEnd) - Math.max(step.at, from + bin * width);
      const sum = sums[bin];
      if (sum === undefined || ms <= 0) continue;
      sum.busy += step.busy * ms;
      sum.live += step.live * ms;
    }
  });
  return sums.map(({ busy, live }, bin) => ({
    at: from + bin * width,
    busy: busy / width,
    live: live / width,
  }));
};

export const parallelismOf = (facts: RunFacts): RunReport['parallelism'] => {
  const steps = stepsOf(facts);
  const ms = facts.until - facts.begun.at;
  const most = (of: (step: ParallelStep) => number): number =>
    steps.reduce((highest, step) => Math.max(highest, of(step)), 0);
  return {
    steps: steps.length <= mostSteps || ms <= 0 ? steps : thinned(steps, facts.until),
    mostBusy: most(({ busy }) => busy),
    mostLive: most(({ live }) => live),
    meanBusy: ms <= 0 ? 0 : areaOf(steps, facts.until).busy / ms,
  };
};
