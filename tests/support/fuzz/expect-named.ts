import type { TuttiError } from '@contract/result.ts';
import { tuttiErrorSchema } from '@contract/result.ts';
import type { z } from 'zod';

type Schema = z.core.$ZodType;

/** More than the longest remedy with the names it lists, and far less than an input that is told back whole. */
const longestAnswer = 8000;

/** Fields that an input has by its schema, at the top. */
export const fieldsOf = (schema: Schema): string[] => {
  const def = schema._zod.def as z.core.$ZodTypes['_zod']['def'];
  if (def.type === 'object') return Object.keys(def.shape);
  if (def.type === 'union') return def.options.flatMap(fieldsOf);
  return [];
};

const isObject = (raw: unknown): raw is object =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw);

/** A place is named from its field on; of a name that a caller made up, only the beginning may be told. */
const isNamedBy = (place: string) => (field: string) =>
  place === field ||
  place.startsWith(`${field}.`) ||
  (place.endsWith('…') && field.startsWith(place.slice(0, -1)));

/** What is wrong with how a refusal is told, in words; empty where nothing is. */
export const faultsOfRefusal = (error: TuttiError, schema: Schema, raw: unknown): string[] => {
  const faults: string[] = [];
  if (!tuttiErrorSchema.safeParse(error).success) faults.push('is no error of the contract');
  if (error.code === 'internal') faults.push('is a bug');
  if (error.message.trim() === '') faults.push('says nothing');
  if (error.remedy.trim() === '') faults.push('has no remedy');
  if (JSON.stringify(error).length > longestAnswer) faults.push('tells its input back whole');
  const known = [...fieldsOf(schema), ...(isObject(raw) ? Object.keys(raw) : [])];
  if (error.field !== undefined && !known.some(isNamedBy(error.field)))
    faults.push(`names a field that is none: ${error.field}`);
  if (error.field === '') faults.push('names an empty field');
  const named = isObject(raw) ? Object.keys(raw).filter((key) => fieldsOf(schema).includes(key)) : [];
  // Where nothing was named, nothing that was named is missing.
  const needsField = error.code === 'bad_input' || (error.code === 'not_found' && named.length > 0);
  if (needsField && error.field === undefined && isObject(raw) && fieldsOf(schema).length > 0)
    faults.push('names no field');
  return faults.map((fault) => `${fault}: ${JSON.stringify(error).slice(0, 400)}`);
};
