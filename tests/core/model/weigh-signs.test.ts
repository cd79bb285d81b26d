import { asTrusted, type InstanceState, witnesses } from '@contract/states.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { weigh } from '../../../src-main/core/model/weigh-signs.ts';

const witness = fc.constantFrom(...witnesses);
const to = fc.constantFrom<InstanceState[]>('busy', 'ready', 'waiting', 'done');

test('a question is believed from anyone, at once', () => {
  fc.assert(
    fc.property(witness, to, witness, (before, was, by) => {
      expect(weigh({ to: was, witness: before }, { to: 'waiting', witness: by })).not.toBe('hold');
    }),
  );
});

test('a word is held exactly when a less trusted witness contradicts, and asks nobody', () => {
  fc.assert(
    fc.property(witness, to, witness, to, (before, was, by, says) => {
      const held = says !== was && says !== 'waiting' && !asTrusted(by, before);
      expect(weigh({ to: was, witness: before }, { to: says, witness: by }) === 'hold').toBe(held);
    }),
  );
});

test('the first word is taken', () => {
  expect(weigh(null, { to: 'ready', witness: 'screen' })).toBe('take');
});
