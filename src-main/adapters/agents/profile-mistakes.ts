import { profileSchema } from '@contract/profiles.ts';
import type { z } from 'zod';
import type { Mistake } from './mistakes.ts';

/** Whose fields are read: their schema, and what one of them is called. */
export interface FieldsOf {
  readonly schema: z.ZodType;
  readonly kind: string;
}

const ofProfile: FieldsOf = { schema: profileSchema, kind: 'a profile' };

/** Mistakes that the schema finds, in the words of someone who edits a YAML file. */
export function schemaMistakes(error: z.ZodError, data: unknown, of: FieldsOf = ofProfile): Mistake[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path.filter((part) => typeof part !== 'symbol');
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(path, key, of));
    return [{ path, what: describe(issue, valueAt(data, path)), atKey: false }];
  });
}

function describe(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.code === 'invalid_type') {
    if (value === undefined) return 'is missing';
    const quoted = issue.expected === 'string' && ['number', 'boolean'].includes(typeof value);
    return `is ${kindOf(value)}, ${wanted(issue.expected)} is needed${quoted ? ': put it in quotes' : ''}`;
  }
  if (issue.code === 'invalid_value')
    return `is ${JSON.stringify(value)}, not one of ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'too_small')
    return issue.origin === 'string' ? 'is empty or too short' : `is below ${issue.minimum}`;
  if (issue.code === 'too_big')
    return issue.origin === 'string'
      ? `is longer than ${issue.maximum} characters`
      : `is above ${issue.maximum}`;
  return issue.message;
}

function unknownKey(path: (string | number)[], key: string, of: FieldsOf): Mistake {
  const known = knownKeys(path, of);
  const near = nearest(key, known);
  const hint = near === null ? `known are ${known.join(', ')}` : `did you mean ${near}?`;
  return { path: [...path, key], what: `is not a field of ${of.kind}; ${hint}`, atKey: true };
}

/** The keys that the schema knows at a path: unwraps what gives defaults until an object's shape is found. */
function knownKeys(path: readonly (string | number)[], of: FieldsOf): string[] {
  let node: unknown = of.schema;
  for (const part of path) node = typeof part === 'number' ? elementOf(node) : shapeOf(node)?.[part];
  return Object.keys(shapeOf(node) ?? {});
}

interface SchemaNode {
  readonly shape?: Record<string, unknown>;
  readonly def?: { readonly innerType?: SchemaNode };
  /** Of a list: what it is of. */
  readonly element?: unknown;
}

function elementOf(node: unknown): unknown {
  let inner = node as SchemaNode | undefined;
  for (; inner; inner = inner.def?.innerType) if (inner.element) return inner.element;
  return null;
}

function shapeOf(node: unknown): Record<string, unknown> | null {
  let inner = node as SchemaNode | undefined;
  for (; inner; inner = inner.def?.innerType) if (inner.shape) return inner.shape;
  return null;
}

/** Two edits apart or fewer, in letters regardless of case: beyond that a suggestion misleads. */
function nearest(key: string, known: readonly string[]): string | null {
  const scored = known.map((name) => ({ name, edits: distance(key.toLowerCase(), name.toLowerCase()) }));
  const best = scored.sort((a, b) => a.edits - b.edits)[0];
  return best && best.edits <= 2 ? best.name : null;
}

/** Levenshtein distance. Keys are short; a long one is cut so that a hostile file costs nothing. */
function distance(a: string, b: string): number {
  const left = a.slice(0, 40);
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (left[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

export function valueAt(data: unknown, path: readonly (string | number)[]): unknown {
  let value = data;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string | number, unknown>)[part];
  }
  return value;
}

function kindOf(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a group of fields' : `a ${typeof value}`;
}

const wanted = (expected: string): string =>
  ({
    object: 'a group of fields',
    record: 'a group of fields',
    array: 'a list',
    string: 'a text',
    int: 'a whole number',
  })[expected] ?? `a ${expected}`;
