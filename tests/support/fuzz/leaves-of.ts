import fc from 'fast-check';
import { z } from 'zod';
import { validOf } from '../arbitrary-of-schema.ts';
import { houseValues } from './house-values.ts';

type Schema = z.core.$ZodType;

/** A single value within an input. */
export interface Leaf {
  /** As errors name it: `tasks.0.title`. */
  readonly field: string;
  readonly kind: 'text' | 'number' | 'list';
  /** Of the value itself, without what makes it optional. */
  readonly schema: Schema;
  /** A valid input with this in its place. */
  readonly inputWith: (value: unknown) => unknown;
}

// Any will do, and the same each time.
const sampleOf = (schema: Schema): unknown => fc.sample(validOf(schema), { numRuns: 1, seed: 7 })[0];

const isText = (schema: Schema): boolean => {
  const def = schema._zod.def as z.core.$ZodTypes['_zod']['def'];
  if (def.type === 'union') return def.options.every(isText);
  return def.type === 'string' || def.type === 'enum' || def.type === 'literal';
};

/** Every text, number and list that an input may have, at any depth. */
export const leavesOf = (
  schema: Schema,
  path: readonly (string | number)[] = [],
  inputWith: Leaf['inputWith'] = (value) => value,
): Leaf[] => {
  const field = path.join('.');
  const def = schema._zod.def as z.core.$ZodTypes['_zod']['def'];
  if (def.type === 'string' || (def.type === 'union' && isText(schema)))
    return [{ field, kind: 'text', schema, inputWith }];
  if (def.type === 'number') return [{ field, kind: 'number', schema, inputWith }];
  if (def.type === 'optional' || def.type === 'default' || def.type === 'prefault' || def.type === 'nullable')
    return leavesOf(def.innerType, path, inputWith);
  if (def.type === 'pipe')
    return houseValues.has(schema)
      ? [{ field, kind: 'text', schema, inputWith }]
      : leavesOf(def.in, path, inputWith);
  if (def.type === 'array')
    return [
      { field, kind: 'list', schema, inputWith },
      ...leavesOf(def.element, [...path, 0], (value) => inputWith([value])),
    ];
  if (def.type === 'record')
    return leavesOf(def.valueType, [...path, 'name'], (value) => inputWith({ name: value }));
  if (def.type === 'union') return def.options.flatMap((option) => leavesOf(option, path, inputWith));
  if (def.type !== 'object') return [];
  const needed = Object.fromEntries(
    Object.entries(def.shape).flatMap(([name, one]) =>
      z.safeParse(one, undefined).success ? [] : [[name, sampleOf(one)]],
    ),
  );
  return Object.entries(def.shape).flatMap(([name, one]) =>
    leavesOf(one, [...path, name], (value) => inputWith({ ...needed, [name]: value })),
  );
};
