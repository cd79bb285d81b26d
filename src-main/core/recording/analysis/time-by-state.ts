import { activities, type InstanceReport, noTimes, type Times } from '@contract/run-reports.ts';
import { sumUsed, type Used } from '@contract/usage.ts';
import { lifeMs } from './gather-run.ts';
import type { Life, Span } from './run-facts.ts';

export const timesOf = (spans: Iterable<Span>): Times => {
  const times = noTimes();
  for (const { activity, from, to } of spans) times[activity] += to - from;
  return times;
};

export const addTimes = (parts: Iterable<Times>): Times => {
  const sum = noTimes();
  for (const part of parts) for (const activity of activities) sum[activity] += part[activity];
  return sum;
};

/** Null where nothing was told. */
export const usedOf = (parts: readonly Used[]): Used | null => (parts.length === 0 ? null : sumUsed(parts));

export const reportInstance = (life: Life): InstanceReport => ({
  id: life.id,
  role: life.role,
  parent: life.parent,
  profile: life.profile,
  model: life.model,
  spawnedAt: life.spawned.at,
  endedAt: life.endedAt,
  lifeMs: lifeMs(life),
  times: timesOf(life.spans),
  launches: life.launches,
  crashes: life.crashes,
  used: usedOf([...life.used.values()]),
});
