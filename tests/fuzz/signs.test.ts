import { type AgentSign, agentSignSchema } from '@contract/agent-signs.ts';
import { reduce } from '@contract/reduce.ts';
import { emptyView } from '@contract/view.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { validOf } from '../support/arbitrary-of-schema.ts';
import { callThrough } from '../support/fuzz/call-through.ts';
import { fuzzRuns, fuzzTimeout } from '../support/fuzz/fuzz-runs.ts';
import { openFuzzStage } from '../support/fuzz/fuzz-stage.ts';
import { expectSameView } from '../support/same-view.ts';

/** Few, so that signs speak of the same calls and conversations; an agent names them, and may name them as it likes. */
const names = fc.constantFrom('one', 'two', 'constructor', '__proto__', 'a\0b', '\ud800', '1', '');

const named = (sign: AgentSign, name: string): AgentSign => {
  if (sign.event === 'tool') return { ...sign, use: { ...sign.use, call: name } };
  if (sign.event === 'used' || sign.event === 'started') return { ...sign, session: name };
  return sign;
};

const step = fc.oneof(
  {
    weight: 15,
    arbitrary: fc.record({
      by: fc.constantFrom('exec_1', 'mgr_1_1', 'spec_1_1_1'),
      // What is made for a schema fits it.
      sign: fc
        .tuple(validOf(agentSignSchema) as fc.Arbitrary<AgentSign>, names)
        .map(([sign, name]) => named(sign, name)),
    }),
  },
  // Until a doubt is over, a stall is seen, a lock's lease has ended.
  { weight: 1, arbitrary: fc.constantFrom(100, 2000, 60_000, 600_000).map((passMs) => ({ passMs })) },
);

test(
  'whatever signs agents give, one after the other, the rows are what the events come to',
  async () => {
    const kinds = new Set<string>();
    const property = fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 60, size: 'max' }),
      async (steps) => {
        const stage = await openFuzzStage();
        for (const one of steps) {
          if ('passMs' in one) await stage.clock.advance(one.passMs);
          else await callThrough(stage, stage.call('instances.hook', one.sign, stage.as(one.by)));
        }
        const events = stage.store.events({ after: 0, limit: 5000, newest: false });
        for (const { kind } of events) kinds.add(kind);
        expectSameView(stage.store.view(), events.reduce(reduce, emptyView));
        stage.store.close();
      },
    );
    await fc.assert(property, { numRuns: fuzzRuns(15) });
    // What signs alone cause has been there.
    for (const kind of ['worked', 'used', 'conversed', 'planned', 'limited', 'changed'])
      expect(kinds).toContain(`instance.${kind}`);
  },
  fuzzTimeout(30_000),
);
