import { verbs } from '@contract/verbs.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { brokenOf, validOf } from '../support/arbitrary-of-schema.ts';

const all = Object.entries(verbs);

test.each(all)(
  '%s: what is made as valid is taken, and most of what is made as broken is not',
  (_name, { input }) => {
    fc.assert(
      fc.property(validOf(input), (value) => {
        expect(input.safeParse(value).error?.issues ?? []).toEqual([]);
      }),
      { numRuns: 15 },
    );
    const broken = fc.sample(brokenOf(input), 60);
    expect(broken.filter((value) => !input.safeParse(value).success).length).toBeGreaterThan(0);
  },
);
