import type { approvalVerbs } from '@contract/approval-verbs.ts';
import { ok } from '@contract/result.ts';
import type { Rooms } from '../room.ts';
import type { Approvals } from './approvals.ts';

export const approvalRooms = (approvals: Approvals): Rooms<keyof typeof approvalVerbs> => ({
  'approvals.list': () => ok(approvals.waiting),
  'approvals.decide': (caller, input) => approvals.decide(caller, input),
  'approvals.revoke': (caller) => approvals.revoke(caller),
});
