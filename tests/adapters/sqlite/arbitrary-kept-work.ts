import { keptReasons } from '@contract/kept-work.ts';
import type { workEvents } from '@contract/work-events.ts';
import fc from 'fast-check';

/** What the events of kept work carry: few names, some of which never exist. */
export const keptData = (
  text: fc.Arbitrary<string>,
): { readonly [K in keyof typeof workEvents]: fc.Arbitrary<unknown> } => {
  const of = fc.constantFrom('1/spec_1_1_1/1', '1/exec_1/2', '2/spec_1_1_1/1').map((work) => ({
    work,
    id: work.split('/')[1],
  }));
  const with_ = (more: Record<string, fc.Arbitrary<unknown>>) =>
    fc.tuple(of, fc.record(more)).map(([names, rest]) => ({ ...names, ...rest }));
  const why = fc.constantFrom(...keptReasons);
  return {
    'work.saved': with_({
      ref: fc.constant('refs/tutti/work/1/spec_1_1_1/1'),
      commit: fc.constantFrom('a', 'b').map((digit) => digit.repeat(40)),
      branch: fc.option(fc.constant('tutti/1/spec_1_1_1')),
      kind: fc.constantFrom('uncommitted', 'tip'),
      why,
      files: fc.nat(9),
      left: fc.array(text, { maxLength: 2 }),
    }),
    'work.unsaved': fc.record({ id: fc.constant('spec_1_1_1'), why, reason: text }),
    'work.restored': with_({ worktree: text, branch: text }),
    'work.dropped': with_({ reason: text }),
    'work.cleaning': fc.record({
      name: fc.constantFrom('1/spec_1_1_1', 'tutti/1/exec_1'),
      worktree: fc.option(text),
      branch: fc.option(text),
      tip: fc.option(fc.constant('c'.repeat(40))),
    }),
    'work.cleaned': fc.record({ name: fc.constantFrom('1/spec_1_1_1', 'tutti/1/exec_1') }),
    'work.stayed': fc.record({ name: fc.constantFrom('1/spec_1_1_1', 'tutti/1/exec_1'), reason: text }),
    'work.mended': fc.record({ what: text }),
  };
};
