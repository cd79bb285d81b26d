import { z } from 'zod';

/** A regular expression of a profile, matched with the flags `mu`. */
export const patternSchema = z.string().refine(isPattern, 'is not a regular expression');

function isPattern(source: string): boolean {
  try {
    new RegExp(source, 'mu');
    return true;
  } catch {
    return false;
  }
}
