import { type Merge, mergeLimits } from '@contract/merges.ts';
import { ok, type Result } from '@contract/result.ts';
import { clipped } from '../../hierarchy/clipped.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import type { Fact } from '../../ledger.ts';
import type { ConflictedFile as Conflicted } from '../../ports/branch-merges.ts';
import { movedOnReason } from '../moved-on.ts';
import { noticeFacts } from '../stored-facts.ts';
import { hasLanded } from './has-landed.ts';
import { heldByOthers } from './held-by-others.ts';
import { of } from './merge-of.ts';
import {
  commitMessage,
  conflictedNotice,
  conflictNotice,
  conflictReason,
  outcomeNotice,
  trailersOf,
} from './merge-words.ts';

import { byMemory, sourceOf } from './resolved-already.ts';
import { isStillWanted } from './still-wanted.ts';

/** One merge of a batch, made on top of those before it; no branch leads to it yet. */
export interface Link {
  readonly merge: Merge;
  /** The source's commit, and what it was merged into. */
  readonly tip: string;
  readonly onto: string;
  readonly commit: string;
}

const reasonLength = 1900;

const failed = (crew: Crew, merge: Merge, reason: string): Fact[] => {
  const { by } = merge;
  return [
    { kind: 'merge.failed', data: { ...of(merge), reason: clipped(reason, reasonLength), check: null } },
    ...noticeFacts(crew, [{ to: by, text: outcomeNotice(merge, `failed: ${reason}`) }]),
  ];
};

const conflicted = (
  crew: Crew,
  merge: Merge,
  at: { readonly tip: string; readonly onto: string },
  all: readonly Conflicted[],
): Fact[] => {
  const files = all.slice(0, mergeLimits.files).map(({ path, kind }) => ({ path, kind }));
  const count = all.length;
  const told = new Map<string, string>();
  if (merge.by !== 'person') told.set(merge.by, conflictedNotice(merge, files, count));
  if (merge.of !== null) told.set(merge.of, conflictNotice(merge, files, count));
  const reason = conflictReason(files, count);
  return [
    { kind: 'merge.conflicted', data: { ...of(merge), ...at, files, count, reason } },
    ...noticeFacts(
      crew,
      [...told].map(([to, text]) => ({ to, text })),
    ),
  ];
};

/**
 * What becomes of one when it is tried: it goes on the chain, comes to its end (facts), waits for locks of others, or is left for the
 * next round.
 */
type Tried = Link | { readonly facts: readonly Fact[] } | { readonly waitsFor: string } | 'later';

/** A commit that may land: unless somebody else holds a file that it changes. */
const linked = async (
  crew: Crew,
  merge: Merge,
  at: Pick<Link, 'tip' | 'onto'>,
  commit: string,
): Promise<Result<Tried>> => {
  const held = await heldByOthers(crew, merge, { onto: at.onto, commit });
  if (!held.ok) return held;
  return ok(held.value === null ? { merge, ...at, commit } : { waitsFor: held.value });
};

const tryOne = async (
  crew: Crew,
  merge: Merge,
  tip: string | null,
  head: string,
  first: boolean,
): Promise<Result<Tried>> => {
  const { branches } = crew.ports;
  if (tip === null) return ok({ facts: failed(crew, merge, `there is no branch ${merge.source}`) });
  if (merge.reviewed !== undefined && merge.reviewed !== tip)
    return ok({ facts: failed(crew, merge, movedOnReason(merge.source, merge.reviewed, tip)) });
  const nothing: Tried = { facts: [{ kind: 'merge.merged', data: { ...of(merge), commit: null } }] };
  if (await hasLanded(crew, { ...merge, tip }, head)) return ok(first ? nothing : 'later');
  const from = await sourceOf(crew, merge, tip);
  // Resolved on just this: it is the merge.
  if (from !== tip && merge.resolved?.onto === head) return linked(crew, merge, { tip, onto: head }, from);
  const attempt = await branches.tryMerge({
    into: head,
    from,
    strategy: merge.strategy,
    message: commitMessage(merge, crew.ledger.view.instances[merge.of ?? '']),
    trailers: trailersOf(merge),
  });
  // It passes: the round is tried again.
  if (!attempt.ok && attempt.error.code === 'disk_full') return attempt;
  if (!attempt.ok)
    return ok({ facts: failed(crew, merge, `${attempt.error.message} ${attempt.error.remedy}`) });
  const at = { tip, onto: head };
  const { value } = attempt;
  if (value.kind === 'merged') return linked(crew, merge, at, value.commit);
  // What was found on top of others counts only once these have landed.
  if (!first) return ok('later');
  if (value.kind === 'conflicted') {
    const remembered = await byMemory(crew, merge, at);
    if (!remembered.ok)
      crew.ports.log.warn('a conflict was not looked up', { error: remembered.error.message });
    if (remembered.ok && remembered.value !== null) return linked(crew, merge, at, remembered.value);
    return ok({ facts: conflicted(crew, merge, at, value.files) });
  }
  return ok(nothing);
};

export interface Chain {
  readonly links: readonly Link[];
  /** Whether others of the batch have come to their end. */
  readonly settled: boolean;
}

/** Told once for as long as it is the same. */
const waits = (crew: Crew, merge: Merge, why: string): void => {
  const reason = clipped(why, reasonLength);
  if (merge.state === 'waiting' && merge.reason === reason) return;
  crew.ledger.append([{ kind: 'merge.waiting', data: { ...of(merge), reason } }]);
};

/**
 * Merges each on top of the one before, beginning at `base`. What conflicts, has nothing new or can't be merged comes to its end
 * here, with its facts appended; what has to wait for locks is told so. An error says that git itself could not be asked: then nothing was
 * decided about the rest.
 */
export const buildChain = async (
  crew: Crew,
  merges: readonly Merge[],
  base: string,
): Promise<Result<Chain>> => {
  const chain: Link[] = [];
  let settled = false;
  const tips = await crew.ports.branches.tips(merges.map(({ source }) => source));
  if (!tips.ok) return tips;
  for (const merge of merges) {
    const tip = tips.value.get(merge.source) ?? null;
    const tried = await tryOne(crew, merge, tip, chain.at(-1)?.commit ?? base, chain.length === 0);
    if (!tried.ok) return tried;
    if (tried.value === 'later' || !isStillWanted(crew, merge)) continue;
    if ('waitsFor' in tried.value) waits(crew, merge, tried.value.waitsFor);
    else if ('facts' in tried.value) {
      crew.ledger.append(tried.value.facts);
      settled = true;
    } else chain.push(tried.value);
  }
  return ok({ links: chain, settled });
};
