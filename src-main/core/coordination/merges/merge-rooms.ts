import type { conflictVerbs } from '@contract/merge-conflicts.ts';
import type { mergeVerbs } from '@contract/merge-verbs.ts';
import { isOpen } from '@contract/merges.ts';
import { ok } from '@contract/result.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import type { Rooms } from '../../room.ts';
import type { Approvals } from '../approvals.ts';
import { cancelMerge, requestMerge, retryMerge } from './ask-merge.ts';
import { declineConflict } from './decline-conflict.ts';
import { handBack } from './hand-back.ts';
import { integrate } from './integrate.ts';
import type { MergeQueue } from './merge-queue.ts';
import { findMerge, showConflict } from './open-conflict.ts';
import { resolveConflict } from './resolve-conflict.ts';
import { undoMerge } from './undo-merge.ts';

export const mergeRooms = (
  crew: Crew,
  queue: MergeQueue,
  approvals: Pick<Approvals, 'spawn'>,
): Rooms<keyof typeof mergeVerbs | keyof typeof conflictVerbs> => ({
  'merges.request': (caller, input) => requestMerge(crew, caller, input),
  'merges.integrate': (caller, input) => integrate(crew, caller, input),
  'merges.list': (_caller, { open }) => {
    const { merges } = crew.ledger.view;
    return ok(open ? merges.filter(isOpen) : [...merges]);
  },
  'merges.cancel': (caller, input) => cancelMerge(crew, caller, input),
  'merges.retry': (caller, { merge }) => retryMerge(crew, caller, merge),
  'merges.conflict': (_caller, { merge, path }) => {
    const found = findMerge(crew, merge);
    return found.ok ? showConflict(crew, found.value, path) : found;
  },
  'merges.resolve': (caller, input) => resolveConflict(crew, caller, input),
  'merges.decline': (caller, input) => declineConflict(crew, caller, input),
  'merges.handBack': (caller, input) => handBack(crew, approvals, caller, input),
  'merges.undo': (caller, input) => undoMerge(crew, queue, caller, input),
});
