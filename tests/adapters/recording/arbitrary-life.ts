import type { Size } from '@contract/instances.ts';
import fc from 'fast-check';
import { anySession } from './arbitrary-output.ts';

/** One thing that happens in a run; `wait`: how many ms after the one before. */
export type LifeStep = { readonly wait: number; readonly instance: 'exec_1' | 'mgr_1_1' } & (
  | { readonly kind: 'output'; readonly bytes: Uint8Array }
  | { readonly kind: 'resized'; readonly size: Size }
  /** Its program ends, and another begins on a blank screen. */
  | { readonly kind: 'restarted'; readonly size: Size }
  /** Bytes were lost; null: nobody knows what the screen holds now. */
  | { readonly kind: 'gap'; readonly data: string | null }
  | { readonly kind: 'typed' }
  | { readonly kind: 'event' }
  /** What is on its way comes in: keyframes, for one. */
  | { readonly kind: 'pause' }
  /** The host goes, and another takes the run up. */
  | { readonly kind: 'host' }
);

const size: fc.Arbitrary<Size> = fc.record({
  cols: fc.integer({ min: 4, max: 24 }),
  rows: fc.integer({ min: 2, max: 10 }),
});

/** Mostly within a second; now and then so long that the next output brings a keyframe. */
const wait = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 900 }) },
  { weight: 1, arbitrary: fc.integer({ min: 60_000, max: 90_000 }) },
);
const instance = fc.constantFrom('exec_1' as const, 'mgr_1_1' as const);

/** What an instance does, as steps: the output of a session, with sizes, and now and then something else. */
const stretch: fc.Arbitrary<LifeStep[]> = fc
  .record({
    instance,
    session: anySession,
    waits: fc.array(wait, { minLength: 30, maxLength: 30 }),
    other: fc.option(
      fc.oneof(
        size.map((to) => ({ kind: 'restarted' as const, size: to })),
        fc
          .constantFrom(null, 'what was there\r\n\x1b[1mbold', '')
          .map((data) => ({ kind: 'gap' as const, data })),
        fc.constantFrom({ kind: 'typed' as const }, { kind: 'pause' as const }),
      ),
    ),
  })
  .map(({ instance: of, session, waits, other }) => {
    const waitAt = (place: number): number => waits[place % waits.length] ?? 1;
    const steps = session.steps.map(
      (step, place): LifeStep =>
        step instanceof Uint8Array
          ? { kind: 'output', instance: of, wait: waitAt(place), bytes: step }
          : { kind: 'resized', instance: of, wait: waitAt(place), size: step },
    );
    const event: LifeStep = { kind: 'event', instance: of, wait: waitAt(29) };
    return [...steps, event, ...(other === null ? [] : [{ ...other, instance: of, wait: waitAt(28) }])];
  });

/** A run: stretches of two instances, and at most one new host among them. */
export const anyLife: fc.Arbitrary<LifeStep[]> = fc
  .record({
    stretches: fc.array(stretch, { minLength: 1, maxLength: 5 }),
    host: fc.option(fc.nat(100), { freq: 4 }),
  })
  .map(({ stretches, host }) => {
    const steps = stretches.flat();
    if (host === null) return steps;
    const place = host % (steps.length + 1);
    const next: LifeStep = { kind: 'host', instance: 'exec_1', wait: 5 };
    return [...steps.slice(0, place), next, ...steps.slice(place)];
  });
