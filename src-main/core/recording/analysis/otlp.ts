import type { RunFacts } from './run-facts.ts';
import { draftsOf, nanos, type Plain, type SpanDraft, type SpanStatus } from './span-drafts.ts';
import { spanId, traceId } from './trace-ids.ts';

/** The protocol's JSON encoding: lowerCamelCase names, ids as hex digits, enums as numbers, 64-bit integers as decimal strings. */
export type OtlpValue =
  | { readonly stringValue: string }
  | { readonly boolValue: boolean }
  | { readonly intValue: string }
  | { readonly doubleValue: number };

export interface OtlpAttribute {
  readonly key: string;
  readonly value: OtlpValue;
}

export interface OtlpLink {
  readonly traceId: string;
  readonly spanId: string;
  readonly attributes: readonly OtlpAttribute[];
}

export interface OtlpSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** Absent: the root. */
  readonly parentSpanId?: string;
  readonly name: string;
  /** SPAN_KIND_INTERNAL, SPAN_KIND_PRODUCER for a message. */
  readonly kind: SpanDraft['kind'];
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly OtlpAttribute[];
  readonly links: readonly OtlpLink[];
  readonly status: SpanStatus;
}

export interface TracesData {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly OtlpAttribute[] };
    readonly scopeSpans: readonly {
      readonly scope: { readonly name: string; readonly version: string };
      readonly spans: readonly OtlpSpan[];
    }[];
  }[];
}

/** What makes a run's ids its own, and the same at each export. */
export interface TraceOf {
  /** The project, by a name that no other has on this machine. */
  readonly project: string;
  readonly version: string;
}

const encoded = (plain: string | number | boolean): OtlpValue => {
  if (typeof plain === 'string') return { stringValue: plain };
  if (typeof plain === 'boolean') return { boolValue: plain };
  return Number.isInteger(plain) ? { intValue: String(plain) } : { doubleValue: plain };
};

const attributes = (plain: Readonly<Record<string, Plain>>): OtlpAttribute[] =>
  Object.entries(plain).flatMap(([key, value]) => (value === null ? [] : [{ key, value: encoded(value) }]));

const spanOf = (draft: SpanDraft, trace: string): OtlpSpan => ({
  traceId: trace,
  spanId: spanId(trace, draft.key),
  ...(draft.parent === null ? {} : { parentSpanId: spanId(trace, draft.parent) }),
  // A task or a run may be called nothing.
  name: draft.name === '' ? draft.key : draft.name,
  kind: draft.kind,
  startTimeUnixNano: nanos(draft.from),
  endTimeUnixNano: nanos(Math.max(draft.from, draft.to)),
  attributes: attributes(draft.told),
  links: (draft.links ?? []).map(([key, how]) => ({
    traceId: trace,
    spanId: spanId(trace, key),
    attributes: attributes({ 'tutti.link': how }),
  })),
  status: draft.status ?? { code: 0 },
});

/** A run's spans from number `from` on, at most `limit`: a trace of the run, in parts that each stand alone. */
export const tracesOf = (
  facts: RunFacts,
  { project, version }: TraceOf,
  { from, limit }: { readonly from: number; readonly limit: number },
): { readonly traces: TracesData; readonly spans: number; readonly next: number | null } => {
  const trace = traceId(`${project}\n${facts.run}\n${facts.begun.at}`);
  const drafts = draftsOf(facts);
  const spans = drafts.slice(from, from + limit).map((draft) => spanOf(draft, trace));
  const resource = { attributes: attributes({ 'service.name': 'tutti', 'service.version': version }) };
  return {
    traces: { resourceSpans: [{ resource, scopeSpans: [{ scope: { name: 'tutti', version }, spans }] }] },
    spans: spans.length,
    next: from + limit < drafts.length ? from + limit : null,
  };
};
