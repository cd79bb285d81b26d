// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of profiles are written that way.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  fillPlaceholders,
  type PlaceholderValues,
  placeholderNames,
  unknownPlaceholders,
  usesPlaceholder,
} from '../../src-main/core/hierarchy/placeholders.ts';

const valuesOf = (value: string): PlaceholderValues => ({
  mcpUrl: value,
  hookUrl: value,
  token: value,
  nonce: value,
  instance: value,
  task: value,
  prompt: value,
  promptFile: value,
  project: value,
  node: value,
  rehearsal: value,
  shell: value,
  files: value,
  session: value,
  model: value,
});
const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('${token}', '$${token}', '$&', "$'", '$$', '${', '}', '${nope}', '$1'),
);
const literal = fc.string().filter((s) => !s.includes('$'));

describe('placeholders', () => {
  test('a value is put in as it is and never looked at again', () => {
    fc.assert(
      fc.property(
        nasty,
        literal,
        literal,
        fc.constantFrom(...placeholderNames),
        (value, before, after, name) => {
          expect(fillPlaceholders(`${before}\${${name}}${after}`, valuesOf(value))).toBe(
            before + value + after,
          );
        },
      ),
    );
  });

  test('several in one text each get their own value', () => {
    const values = { ...valuesOf('?'), token: '${nonce}', nonce: 'n', task: '$${x}' };
    expect(fillPlaceholders('${token} ${nonce}${task}', values)).toBe('${nonce} n$${x}');
  });

  test('an escaped one stays, with one dollar less', () => {
    expect(fillPlaceholders('a $${token} $5 $$ {x}', valuesOf('v'))).toBe('a ${token} $5 $$ {x}');
    expect(unknownPlaceholders('$${nope}')).toEqual([]);
    expect(usesPlaceholder('$${prompt}', 'prompt')).toBe(false);
  });

  test('unknown ones are found, object members included', () => {
    expect(unknownPlaceholders('${mcpurl} ${token} ${toString} ${}')).toEqual(['mcpurl', 'toString', '']);
    expect(fillPlaceholders('${toString}', valuesOf('v'))).toBe('${toString}');
  });
});
