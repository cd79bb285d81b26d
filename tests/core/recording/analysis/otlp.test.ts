import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { gatherRun } from '../../../../src-main/core/recording/analysis/gather-run.ts';
import { type OtlpSpan, tracesOf } from '../../../../src-main/core/recording/analysis/otlp.ts';
import { arbitraryLog, runsIn } from './arbitrary-runs.ts';
import { handedOver, type SmallRun } from './small-run.ts';

const nanos = z.string().regex(/^\d{1,19}$/);
const spanId = z.string().regex(/^(?!0{16})[0-9a-f]{16}$/);
const traceId = z.string().regex(/^(?!0{32})[0-9a-f]{32}$/);
const attributes = z.array(
  z.strictObject({
    key: z.string().min(1),
    value: z.union([
      z.strictObject({ stringValue: z.string() }),
      z.strictObject({ boolValue: z.boolean() }),
      z.strictObject({ intValue: z.string().regex(/^-?\d+$/) }),
      z.strictObject({ doubleValue: z.number() }),
    ]),
  }),
);

/** The fields of opentelemetry/proto/trace/v1/trace.proto that are used, in lowerCamelCase, and no others. */
const tracesData = z.strictObject({
  resourceSpans: z.array(
    z.strictObject({
      resource: z.strictObject({ attributes }),
      scopeSpans: z.array(
        z.strictObject({
          scope: z.strictObject({ name: z.string(), version: z.string() }),
          spans: z.array(
            z.strictObject({
              traceId,
              spanId,
              parentSpanId: spanId.optional(),
              name: z.string().min(1),
              kind: z.number().int().min(1).max(5),
              startTimeUnixNano: nanos,
              endTimeUnixNano: nanos,
              attributes,
              links: z.array(z.strictObject({ traceId, spanId, attributes })),
              status: z.strictObject({
                code: z.number().int().min(0).max(2),
                message: z.string().optional(),
              }),
            }),
          ),
        }),
      ),
    }),
  ),
});

const of = { project: 'abc', version: '1.0.0' };
const all = { from: 0, limit: 1_000_000 };

const spansOf = (run: SmallRun): readonly OtlpSpan[] =>
  tracesOf(gatherRun(run.run, run.events, run.now), of, all).traces.resourceSpans[0]?.scopeSpans[0]?.spans ??
  [];

describe('a run’s trace', () => {
  it('has the run as its root, and below it who did what, when', () => {
    const spans = spansOf(handedOver());
    const [root] = spans;
    expect(root).toMatchObject({ name: 'small', status: { code: 0 } });
    expect(root).not.toHaveProperty('parentSpanId');
    const named = (name: string) => spans.filter((span) => span.name === name);
    expect(named('printer')).toMatchObject([
      {
        startTimeUnixNano: '1700000045000000000',
        endTimeUnixNano: '1700000070000000000',
        parentSpanId: named('spec_1_2')[0]?.spanId,
        status: { code: 1 },
        links: [{ spanId: named('parser')[0]?.spanId, attributes: [{ value: { stringValue: 'depends' } }] }],
      },
    ]);
    expect(named('spec_1_2 → exec_1')).toMatchObject([{ kind: 4 }]);
  });

  it('has the same ids when it is exported again, and others in another project', () => {
    expect(spansOf(handedOver())).toEqual(spansOf(handedOver()));
    const run = handedOver();
    const other = tracesOf(gatherRun(1, run.events, run.now), { ...of, project: 'xyz' }, all);
    const id = other.traces.resourceSpans[0]?.scopeSpans[0]?.spans[0]?.traceId;
    expect(id).not.toBe(spansOf(run)[0]?.traceId);
  });

  it('comes in parts that make up the whole', () => {
    const run = handedOver();
    const facts = gatherRun(1, run.events, run.now);
    const parts: OtlpSpan[] = [];
    for (let from: number | null = 0; from !== null; ) {
      const { traces, next } = tracesOf(facts, of, { from, limit: 4 });
      parts.push(...(traces.resourceSpans[0]?.scopeSpans[0]?.spans ?? []));
      from = next;
    }
    expect(parts).toEqual(spansOf(run));
  });
});

it('of any log: the trace is valid, no id stands for two, and every parent and link is there', () => {
  fc.assert(
    fc.property(arbitraryLog, (events) => {
      for (const run of runsIn(events)) {
        const { traces } = tracesOf(gatherRun(run, events, events.at(-1)?.at ?? 0), of, all);
        const read = tracesData.parse(JSON.parse(JSON.stringify(traces)));
        const spans = read.resourceSpans[0]?.scopeSpans[0]?.spans ?? [];
        const ids = new Set(spans.map((span) => span.spanId));
        expect(ids.size).toBe(spans.length);
        for (const { parentSpanId, links, startTimeUnixNano, endTimeUnixNano } of spans) {
          expect(BigInt(endTimeUnixNano) >= BigInt(startTimeUnixNano)).toBe(true);
          for (const id of [
            ...(parentSpanId === undefined ? [] : [parentSpanId]),
            ...links.map((one) => one.spanId),
          ])
            expect(ids.has(id)).toBe(true);
        }
      }
    }),
    { numRuns: 200 },
  );
});
