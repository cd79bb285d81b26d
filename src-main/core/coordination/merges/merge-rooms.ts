import type { mergeVerbs } from '@contract/merge-verbs.ts';
import { isOpen } from '@contract/merges.ts';
import { ok } from '@contract/result.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import type { Rooms } from '../../room.ts';
import { cancelMerge, integrate, requestMerge, retryMerge } from './ask-merge.ts';
import type { MergeQueue } from './merge-queue.ts';
import { undoMerge } from './undo-merge.ts';

export const mergeRooms = (crew: Crew, queue: MergeQueue): Rooms<keyof typeof mergeVerbs> => ({
  'merges.request': (caller, input) => requestMerge(crew, caller, input),
  'merges.integrate': (caller, input) => integrate(crew, caller, input),
  'merges.list': (_caller, { open }) => {
    const { merges } = crew.ledger.view;
    return ok(open ? merges.filter(isOpen) : [...merges]);
  },
  'merges.cancel': (caller, input) => cancelMerge(crew, caller, input),
  'merges.retry': (caller, { merge }) => retryMerge(crew, caller, merge),
  'merges.undo': (caller, input) => undoMerge(crew, queue, caller, input),
});
