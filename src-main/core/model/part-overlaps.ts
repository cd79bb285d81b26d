import { firstMeeting } from './claims-meet.ts';
import { allBefore } from './work-order.ts';

interface PartClaims {
  readonly name: string;
  readonly files: readonly string[];
  readonly after: readonly string[];
}

/** Two parts that may be worked on at the same time, and would touch the same file. `at`: the later one's place in the list. */
export interface PartOverlap {
  readonly at: number;
  readonly claim: string;
  readonly other: string;
  readonly otherClaim: string;
}

export const partOverlaps = (parts: readonly PartClaims[]): PartOverlap[] => {
  const waiting = new Map(parts.map(({ name, after }) => [name, after]));
  const before = new Map(parts.map(({ name }) => [name, allBefore(waiting, name)]));
  const together = (a: string, b: string): boolean => !before.get(a)?.has(b) && !before.get(b)?.has(a);
  return parts.flatMap((part, at) =>
    parts.slice(0, at).flatMap((other) => {
      const met = together(part.name, other.name) ? firstMeeting(part.files, other.files) : null;
      return met === null ? [] : [{ at, claim: met.one, other: other.name, otherClaim: met.other }];
    }),
  );
};
