import { type Activity, activities, type Times } from '@contract/run-reports.ts';

export const activityWords: Readonly<Record<Activity, string>> = {
  starting: 'starting',
  busy: 'busy',
  person: 'waiting for a person',
  lock: 'waiting for a lock',
  message: 'waiting for a message',
  idle: 'idle',
  blocked: 'blocked',
  stalled: 'stalled',
  crashed: 'crashed',
  done: 'done',
};

/** As bars show them: work first, then what it waits for, then what is nobody's loss. */
export const barOrder: readonly Activity[] = [
  'busy',
  'starting',
  'person',
  'lock',
  'message',
  'blocked',
  'stalled',
  'crashed',
  'idle',
  'done',
];

export const isUsed = (times: readonly Times[]): ((activity: Activity) => boolean) => {
  const used = new Set(activities.filter((activity) => times.some((one) => one[activity] > 0)));
  return (activity) => used.has(activity);
};
