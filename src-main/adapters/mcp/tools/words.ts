import type { Role } from '@contract/ids.ts';

export const everyone: readonly Role[] = ['executive', 'manager', 'specialist'];
export const leaders: readonly Role[] = ['executive', 'manager'];
export const executives: readonly Role[] = ['executive'];

/** What a client may think of a call before it makes one. */
export const looks = { readOnlyHint: true } as const;
export const adds = { readOnlyHint: false, destructiveHint: false, idempotentHint: false } as const;
export const repeats = { readOnlyHint: false, destructiveHint: false, idempotentHint: true } as const;
export const ends = { readOnlyHint: false, destructiveHint: true, idempotentHint: true } as const;

export const someId = 'An instance id such as mgr_1_1 or spec_1_1_2; list shows them.';
export const someTask = 'A task id such as task_3; listTasks shows them.';
