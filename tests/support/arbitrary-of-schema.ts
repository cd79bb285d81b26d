import fc from 'fast-check';
import { z } from 'zod';
import { houseValues } from './fuzz/house-values.ts';
import { nastyNumbers, nastyTexts, nastyValues } from './fuzz/nasty-values.ts';

type Schema = z.core.$ZodType;
type Def = z.core.$ZodTypes['_zod']['def'];

/** What the checks of a schema say of how long or how large a value may be. */
interface Limits {
  minimum?: number;
  maximum?: number;
  /** A number above `minimum`, and not it. */
  above?: boolean;
  whole?: boolean;
  pattern?: RegExp;
}

// zod gives each kind of schema a definition of its own; `type` tells which one it is.
const defOf = (schema: Schema): Def => schema._zod.def as Def;

/** Of the checks in their order: zod's own summary of them has the limits of whole numbers for those that were said. */
export const limitsOf = (schema: Schema): Limits => {
  const limits: Limits = {};
  for (const check of schema._zod.def.checks ?? []) {
    const def = check._zod.def as z.core.$ZodChecks['_zod']['def'];
    if (def.check === 'greater_than')
      Object.assign(limits, { minimum: Number(def.value), above: !def.inclusive });
    if (def.check === 'less_than') limits.maximum = Number(def.value);
    if (def.check === 'min_length') limits.minimum = def.minimum;
    if (def.check === 'max_length') limits.maximum = def.maximum;
    if (def.check === 'number_format') limits.whole = true;
    if (def.check === 'string_format' && 'pattern' in def && def.pattern !== undefined)
      limits.pattern = def.pattern;
  }
  return limits;
};

/** Longest text or list that is made where a schema allows more: what is longer only takes time. */
const usualLength = 12;

/** Misses in a row after which what is made for a schema must be wrong: a search without an end would tell nothing. */
const mostMisses = 500;

/** Those of an arbitrary that a schema takes. Throws where there are none. */
const fits = (schema: Schema) => {
  let misses = 0;
  return (value: unknown): boolean => {
    const { success, error } = z.safeParse(schema, value);
    misses = success ? 0 : misses + 1;
    if (misses > mostMisses)
      throw new TypeError(`no valid value is made: ${error?.message}`, { cause: value });
    return success;
  };
};

const validText = (schema: Schema): fc.Arbitrary<unknown> => {
  const { minimum = 0, maximum = usualLength, pattern } = limitsOf(schema);
  if (pattern !== undefined) return fc.stringMatching(pattern);
  const maxLength = Math.min(maximum, minimum + usualLength);
  return fc.oneof(
    fc.constantFrom('src/a.ts', 'exec_1', 'a word').filter((text) => text.length <= maximum),
    fc.string({ unit: 'binary', minLength: minimum, maxLength }),
    nastyTexts.filter((text) => text.length >= minimum && text.length <= maximum),
    // As long as it may be, where that costs nothing.
    fc.constant('x'.repeat(maximum > 20_000 ? minimum : maximum)),
  );
};

const validNumber = (schema: Schema): fc.Arbitrary<number> => {
  const { minimum: min = -1e9, maximum: max = 2e12, above = false, whole = false } = limitsOf(schema);
  if (!whole) return fc.oneof(fc.constant(max), fc.double({ min, max, noNaN: true, minExcluded: above }));
  const least = above ? min + 1 : min;
  // Small ones name things that are there.
  const few = fc.integer({ min: least, max: Math.min(max, least + 5) });
  return fc.oneof(few, fc.constantFrom(least, max), fc.integer({ min: least, max }));
};

const validObject = (shape: Readonly<Record<string, Schema>>): fc.Arbitrary<Record<string, unknown>> => {
  const fields = Object.entries(shape).map(([name, schema]) => [name, validOf(schema)] as const);
  const needed = Object.entries(shape).flatMap(([name, schema]) => (fits(schema)(undefined) ? [] : [name]));
  return fc.record(Object.fromEntries(fields), { requiredKeys: needed, noNullPrototype: true });
};

const made = new WeakMap<Schema, fc.Arbitrary<unknown>>();

/** Values that a schema takes as its input. A check of the house's own (an id, a path) has its values in `houseValues`. */
export const validOf = (schema: Schema): fc.Arbitrary<unknown> => {
  const known = houseValues.get(schema) ?? made.get(schema);
  if (known !== undefined) return known;
  const arbitrary = makeValid(schema);
  made.set(schema, arbitrary);
  return arbitrary;
};

const makeValid = (schema: Schema): fc.Arbitrary<unknown> => {
  const def = defOf(schema);
  switch (def.type) {
    case 'string':
      return validText(schema).filter(fits(schema));
    case 'number':
      return validNumber(schema).filter(fits(schema));
    case 'boolean':
      return fc.boolean();
    case 'literal':
      return fc.constantFrom(...def.values);
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries));
    case 'optional':
    case 'default':
    case 'prefault':
      return validOf(def.innerType);
    case 'nullable':
      return fc.option(validOf(def.innerType), { nil: null });
    case 'pipe':
      return validOf(def.in);
    case 'union':
      return fc.oneof(...def.options.map(validOf));
    case 'array': {
      const { minimum = 0, maximum = 4 } = limitsOf(schema);
      const maxLength = Math.min(maximum, minimum + 3);
      return fc.array(validOf(def.element), { minLength: minimum, maxLength }).filter(fits(schema));
    }
    case 'record':
      return fc
        .dictionary(validOf(def.keyType) as fc.Arbitrary<string>, validOf(def.valueType), { maxKeys: 3 })
        .filter(fits(schema));
    case 'object':
      return validObject(def.shape).filter(fits(schema));
    case 'custom':
      return fc.uint8Array({ maxLength: 20 }).filter(fits(schema));
    case 'unknown':
      return fc.jsonValue();
    default:
      throw new TypeError(`no values are known for a schema of type ${def.type}: add them`);
  }
};

/** A valid object with one field spoilt, left out or added. */
const brokenObject = (shape: Readonly<Record<string, Schema>>): fc.Arbitrary<unknown> => {
  const whole = validObject(shape);
  const names = Object.keys(shape);
  const unknownField = fc
    .tuple(
      whole,
      fc.constantFrom('__proto__', 'constructor', 'toString', 'ID', ' ', 'x'.repeat(5000)),
      nastyValues,
    )
    .map(([value, name, more]) => withField(value, name, more));
  if (names.length === 0) return unknownField;
  const spoilt = names.map((name) =>
    // What the table of names gives is there.
    fc.tuple(whole, brokenOf(shape[name] as Schema)).map(([value, wrong]) => withField(value, name, wrong)),
  );
  const lacking = fc.tuple(whole, fc.constantFrom(...names)).map(([value, name]) => {
    const { [name]: _left, ...rest } = value;
    return rest;
  });
  return fc.oneof({ weight: 6, arbitrary: fc.oneof(...spoilt) }, lacking, unknownField);
};

/** As JSON brings it: `__proto__` is a field like others. */
const withField = (value: Record<string, unknown>, name: string, field: unknown): Record<string, unknown> => {
  const copy = { ...value };
  Object.defineProperty(copy, name, { value: field, enumerable: true, configurable: true, writable: true });
  return copy;
};

const brokenNumber = (schema: Schema): fc.Arbitrary<unknown> => {
  const { minimum, maximum } = limitsOf(schema);
  const beyond = [
    ...(minimum === undefined ? [] : [minimum - 1]),
    ...(maximum === undefined ? [] : [maximum + 1]),
  ];
  return fc.oneof(fc.constantFrom(0.5, ...beyond), nastyNumbers, nastyValues);
};

const brokenText = (schema: Schema): fc.Arbitrary<unknown> => {
  const { maximum } = limitsOf(schema);
  const tooLong = maximum === undefined || maximum > 2_000_000 ? [] : [fc.constant('x'.repeat(maximum + 1))];
  return fc.oneof(fc.constant(''), ...tooLong, { weight: 4, arbitrary: nastyTexts }, nastyValues);
};

/**
 * Values that a schema most likely refuses: of a wrong type, too long, beyond a limit, with a field missing, spoilt or unknown. Some
 * of them fit, where a schema takes anything of its type.
 */
export const brokenOf = (schema: Schema): fc.Arbitrary<unknown> => {
  const def = defOf(schema);
  switch (def.type) {
    case 'string':
      return brokenText(schema);
    case 'number':
      return brokenNumber(schema);
    case 'optional':
    case 'default':
    case 'prefault':
    case 'nullable':
      return brokenOf(def.innerType);
    case 'pipe':
      return brokenOf(def.in);
    case 'union':
      return fc.oneof(...def.options.map(brokenOf), nastyValues);
    case 'array': {
      const { maximum } = limitsOf(schema);
      const one = brokenOf(def.element);
      const tooMany = fc.constant(maximum === undefined ? 2000 : Math.min(maximum, 2000) + 1);
      return fc.oneof(
        {
          weight: 4,
          arbitrary: fc
            .tuple(fc.array(validOf(def.element), { maxLength: 2 }), one)
            .map(([all, wrong]) => [...all, wrong]),
        },
        fc
          .tuple(validOf(def.element), tooMany)
          .map(([value, count]) => Array.from({ length: count }, () => value)),
        fc.constant([]),
        nastyValues,
      );
    }
    case 'object':
      return fc.oneof({ weight: 8, arbitrary: brokenObject(def.shape) }, nastyValues);
    case 'record':
      return fc.oneof(
        fc.dictionary(
          nastyTexts.filter((text) => text.length < 5000),
          validOf(def.valueType),
          { maxKeys: 3 },
        ),
        fc.dictionary(fc.string(), brokenOf(def.valueType), { maxKeys: 2 }),
        nastyValues,
      );
    default:
      return nastyValues;
  }
};

/** Mostly valid or mostly broken, as often the one as the other. */
export const anyOf = (schema: Schema): fc.Arbitrary<unknown> => fc.oneof(validOf(schema), brokenOf(schema));
