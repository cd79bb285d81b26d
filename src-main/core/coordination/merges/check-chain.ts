import type { MergeCheck } from '@contract/merges.ts';
import { ok, type Result } from '@contract/result.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import type { Link } from './build-chain.ts';
import { firstFailing } from './first-failing.ts';
import { inScratch } from './in-scratch.ts';

const minuteMs = 60_000;

/** What a check says of a chain: how many of its links are good, and how the next one failed. */
export interface Verdict {
  readonly good: number;
  /** Null: all are good. `base`: it fails without any of them, too. */
  readonly failed: { readonly check: MergeCheck; readonly base: boolean } | null;
  /** Of the good ones as a whole. */
  readonly passed: MergeCheck | null;
}

/**
 * Runs the project's check on a commit, in a worktree that keeps what git ignores. All targets share it: only one check runs at a time, and
 * the next waits until it is over. Null: called off.
 */
const checkAt = (
  crew: Crew,
  commit: string,
  command: string,
  signal: AbortSignal,
): Promise<Result<MergeCheck | null>> =>
  inScratch(crew, 'check', async (scratch) => {
    if (signal.aborted) return ok(null);
    const { checkMinutes } = crew.ledger.view.settings.merging;
    const folder = await scratch.at(commit);
    if (!folder.ok) return folder;
    const timeoutMs = checkMinutes * minuteMs;
    const check = await crew.ports.checks.run({ folder: folder.value, command, timeoutMs, signal });
    return ok(signal.aborted ? null : check);
  });

interface ToCheck {
  readonly base: string;
  readonly chain: readonly Link[];
  /** One for all of it: what a person sets meanwhile counts from the next batch on. */
  readonly command: string;
}

/** Checks a chain as a whole, and halves it to find the first link that it fails with. Null: called off. */
export const checkChain = async (
  crew: Crew,
  { base, chain, command }: ToCheck,
  signal: AbortSignal,
): Promise<Result<Verdict | null>> => {
  const seen = new Map<string, MergeCheck>();
  const look = async (commit: string): Promise<Result<MergeCheck | null>> => {
    const known = seen.get(commit);
    if (known !== undefined) return ok(known);
    const check = await checkAt(crew, commit, command, signal);
    if (check.ok && check.value !== null) seen.set(commit, check.value);
    return check;
  };
  const commitAt = (n: number): string => chain[n - 1]?.commit ?? base;
  const whole = await look(commitAt(chain.length));
  if (!whole.ok) return whole;
  if (whole.value === null) return ok(null);
  if (whole.value.outcome === 'passed') return ok({ good: chain.length, failed: null, passed: whole.value });
  let trouble: Result<never> | null = null;
  const at = await firstFailing(chain.length, async (n) => {
    const check = await look(commitAt(n));
    if (!check.ok) trouble = check;
    return check.ok && check.value !== null ? check.value.outcome === 'passed' : null;
  });
  if (trouble !== null) return trouble;
  if (at === null) return ok(null);
  const check = seen.get(commitAt(at)) ?? whole.value;
  if (at > 1)
    return ok({ good: at - 1, failed: { check, base: false }, passed: seen.get(commitAt(at - 1)) ?? null });
  // The very first: it may be that the target itself was broken before.
  const before = await look(base);
  if (!before.ok) return before;
  if (before.value === null) return ok(null);
  const isBase = before.value.outcome !== 'passed';
  return ok({ good: 0, failed: { check: isBase ? before.value : check, base: isBase }, passed: null });
};
