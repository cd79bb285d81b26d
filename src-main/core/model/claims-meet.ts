import { overlaps } from '@contract/paths.ts';

const hasPattern = (claim: string): boolean => /[*?{]/.test(claim);
const folded = (claim: string): string => claim.normalize('NFC').toLowerCase();

/** As `overlaps`, a hundred times as fast for two plain paths, which most claims are: tasks are compared each with each. */
export const claimsMeet = (a: string, b: string): boolean => {
  if (hasPattern(a) || hasPattern(b)) return overlaps(a, b);
  const one = folded(a);
  const other = folded(b);
  return one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);
};

/** The first claims of two lists that meet; null where none do. */
export const firstMeeting = (
  some: readonly string[],
  others: readonly string[],
): { readonly one: string; readonly other: string } | null => {
  for (const one of some) {
    const other = others.find((each) => claimsMeet(one, each));
    if (other !== undefined) return { one, other };
  }
  return null;
};
