import { formatInstanceId, ordinalsOf } from '@contract/ids.ts';
import type { Instance } from '@contract/instances.ts';

/** An instance at rest, with what a test wants to be different. */
export const instanceOf = (change: Partial<Instance> & { id: string }): Instance => ({
  run: 1,
  role: 'specialist',
  parent: null,
  profile: 'rehearsal',
  scripted: true,
  mode: null,
  model: null,
  task: '',
  state: 'ready',
  witness: 'tool',
  reason: '',
  since: 0,
  evidence: '',
  spawnedAt: 0,
  incarnation: 1,
  pid: 1,
  pane: '%1',
  cwd: '/tmp',
  branch: null,
  size: { cols: 80, rows: 24 },
  exit: null,
  progress: null,
  todos: [],
  blocker: null,
  blockage: null,
  question: null,
  session: null,
  used: {},
  tool: null,
  files: { count: 0, last: [] },
  work: { tip: null, changed: 0, commits: 0, lastCommit: null, trouble: null },
  stand: null,
  setUp: null,
  limit: null,
  recovery: { tried: [], at: null },
  ...change,
});

/** Adds a child with the next ordinal beneath a parent (or a root). */
export const addTo = (
  all: Record<string, Instance>,
  parent: string | null,
  change: Partial<Instance> = {},
): string => {
  const path = parent === null ? [] : ordinalsOf(parent);
  const siblings = Object.values(all).filter((other) => other.parent === parent).length;
  const role = path.length === 0 ? 'executive' : path.length === 1 ? 'manager' : 'specialist';
  const id = formatInstanceId(role, [...path, siblings + 1]);
  all[id] = instanceOf({ id, role, parent, ...change });
  return id;
};

/** One executive, `managers` beneath it, `specialists` beneath each of these. */
export const hierarchyOf = (managers: number, specialists: number): Record<string, Instance> => {
  const all: Record<string, Instance> = {};
  const executive = addTo(all, null);
  for (let m = 0; m < managers; m++) {
    const manager = addTo(all, executive);
    for (let s = 0; s < specialists; s++) addTo(all, manager);
  }
  return all;
};
