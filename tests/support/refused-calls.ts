/** A tool with its arguments. */
export type Attempt = readonly [tool: string, args: Readonly<Record<string, unknown>>];

const child = { profile: 'rehearsal', role: 'specialist' };

/** What spec_1_1_1 may not do, where there are two managers with a specialist each. */
export const refusedToSpecialist: readonly Attempt[] = [
  ['spawn', child],
  ['terminate', { id: 'spec_1_2_1' }],
  ['terminate', { id: 'spec_1_1_1' }],
  ['terminate', { id: 'mgr_1_1' }],
  ['restart', { id: 'spec_1_1_1' }],
  ['shutdown', { seconds: 0 }],
  ['sendMessage', { to: 'spec_1_2_1', text: 'do my work' }],
  ['sendMessage', { to: 'mgr_1_2', text: 'do my work' }],
  ['sendMessage', { to: 'siblings', text: 'do my work' }],
  ['read', { id: 'spec_1_2_1' }],
  ['createTasks', { tasks: [{ title: 'For others' }] }],
  ['planProject', { goal: 'Mine', parts: [{ name: 'all' }] }],
  ['monitorAllProgress', {}],
  ['analyzeRun', {}],
  ['searchRuns', { text: 'secret' }],
  ['whyFailed', { task: 'task_1' }],
];

/** What mgr_1_1 may not do, in the same run. */
export const refusedToManager: readonly Attempt[] = [
  ['terminate', { id: 'mgr_1_2' }],
  ['terminate', { id: 'spec_1_2_1' }],
  ['terminate', { id: 'exec_1' }],
  ['terminate', { id: 'mgr_1_1' }],
  ['restart', { id: 'spec_1_2_1' }],
  ['shutdown', { id: 'mgr_1_2', seconds: 0 }],
  ['spawn', { ...child, parent: 'mgr_1_2' }],
  ['spawn', { ...child, parent: 'exec_1' }],
  ['spawn', { ...child, role: 'manager' }],
  ['spawn', { ...child, role: 'executive' }],
  ['read', { id: 'spec_1_2_1' }],
  ['getProgress', { id: 'spec_1_2_1' }],
  ['escalate', { id: 'spec_1_2_1' }],
  ['sendMessage', { to: 'spec_1_2_1', text: 'work for me' }],
  ['planProject', { goal: 'Mine', parts: [{ name: 'all' }] }],
  ['analyzeRun', {}],
  ['searchRuns', { text: 'secret' }],
  ['whyFailed', { instance: 'mgr_1_2' }],
];
