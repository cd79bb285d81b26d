import type { MergeCheck } from '@contract/merges.ts';
import { ok, type Result } from '@contract/result.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import { noticeFacts } from '../stored-facts.ts';
import type { Link } from './build-chain.ts';
import { of } from './merge-of.ts';
import { outcomeNotice, waitingReason } from './merge-words.ts';
import { isStillWanted } from './still-wanted.ts';

/** Where what a merge has made is kept, so that it can be taken back whatever becomes of the branch. */
export const keptRef = (run: number, merge: string): string => `refs/tutti/merged/${run}/${merge}`;

const short = (commit: string): string => commit.slice(0, 10);

/** Where the branch that was merged is kept as it stood, when the target's history does not have it: by squash and rebase. */
const beforeRef = (run: number, merge: string): string => `refs/tutti/before-merge/${run}/${merge}`;

/** What must be kept before the target moves over this link. */
const refsOf = ({ merge, commit, tip }: Link) => [
  { ref: keptRef(merge.run, merge.id), commit },
  ...(merge.strategy === 'merge' ? [] : [{ ref: beforeRef(merge.run, merge.id), commit: tip }]),
];

/**
 * What became of the attempt to move the target. `stale`: somebody else has moved it meanwhile. `unwanted`: nothing was begun, since one of
 * them was called off meanwhile.
 */
export type Landed = 'landed' | 'stale' | 'waiting' | 'unwanted';

/** The facts that tell that these are in their target, with word to who asked. */
export const mergedFacts = (crew: Crew, links: readonly Pick<Link, 'merge' | 'commit'>[]) => {
  const told = links.flatMap(({ merge, commit }) =>
    merge.by === 'person' ? [] : [{ to: merge.by, text: outcomeNotice(merge, `merged as ${short(commit)}`) }],
  );
  return [
    ...links.map(({ merge, commit }) => ({
      kind: 'merge.merged' as const,
      data: { ...of(merge), commit },
    })),
    ...noticeFacts(crew, told),
  ];
};

/** Moves the target over a chain of merges, in one step: all of them are in it afterwards, or none. */
export const landChain = async (
  crew: Crew,
  target: string,
  base: string,
  chain: readonly Link[],
  check: MergeCheck | null,
): Promise<Result<Landed>> => {
  const { branches } = crew.ports;
  const last = chain.at(-1);
  if (last === undefined) return ok('landed');
  const why = chain.map(({ merge }) => merge.id).join(', ');
  const kept = await branches.keepAll(chain.flatMap(refsOf), `${why} into ${target}`);
  if (!kept.ok) return kept;
  if (!chain.every(({ merge }) => isStillWanted(crew, merge))) return ok('unwanted');
  crew.ledger.append(
    chain.map(({ merge, tip, onto, commit }) => ({
      kind: 'merge.began',
      data: { ...of(merge), tip, onto, commit, check },
    })),
  );
  const moved = await branches.advance({ branch: target, from: base, to: last.commit, why });
  if (!moved.ok) return moved;
  switch (moved.value.kind) {
    case 'moved':
      crew.ledger.append(mergedFacts(crew, chain));
      return ok('landed');
    case 'waiting': {
      const reason = waitingReason(target, moved.value);
      crew.ledger.append(
        chain.map(({ merge }) => ({ kind: 'merge.waiting', data: { ...of(merge), reason } })),
      );
      return ok('waiting');
    }
    case 'stale':
    case 'not_forward': {
      const reason = `${target} has been moved meanwhile`;
      crew.ledger.append(
        chain.map(({ merge }) => ({ kind: 'merge.requeued', data: { ...of(merge), reason } })),
      );
      return ok('stale');
    }
    default:
      return moved.value satisfies never;
  }
};
