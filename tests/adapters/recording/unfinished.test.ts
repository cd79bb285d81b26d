import type { Terminal } from '@xterm/headless';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Unfinished } from '../../../src-main/adapters/screen/unfinished.ts';
import { freshTerminal, write } from './terminal-state.ts';

interface Insides {
  readonly _core: { readonly _inputHandler: { readonly _parser: { readonly currentState: number } } };
}

/** 0: xterm's parser is on the ground. */
const parserOf = (terminal: Terminal): number =>
  (terminal as unknown as Insides)._core._inputHandler._parser.currentState;

const part = fc.constantFrom(
  ...[
    '\x1b',
    '[',
    ']',
    'P',
    '_',
    '^',
    'X',
    '(',
    '0',
    '1',
    ';',
    '?',
    'm',
    'H',
    'q',
    '\x07',
    '\x1b\\',
    '\x18',
    '\x1a',
  ],
  ...['a', '漢', 'é', '\u009b', '\u009d', '\u0090', '\u009c', '\u0085', '\n', '\r', ' ', '!', '\x7f', '🙂'],
);

test('what is unfinished brings a fresh parser to where the first one stands, after any bytes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 12 }), fc.nat(), fc.string(), async (parts, where, rest) => {
      const bytes = new TextEncoder().encode(parts.join(''));
      const cut = where % (bytes.length + 1);
      const unfinished = new Unfinished();
      const first = freshTerminal({ cols: 20, rows: 5 });
      const second = freshTerminal({ cols: 20, rows: 5 });
      unfinished.feed(bytes.subarray(0, cut));
      await write(first, bytes.subarray(0, cut));
      await write(second, unfinished.bytes());
      expect(parserOf(second)).toBe(parserOf(first));
      const tail = new TextEncoder().encode(rest);
      await write(first, bytes.subarray(cut));
      await write(second, bytes.subarray(cut));
      await write(first, tail);
      await write(second, tail);
      expect(parserOf(second)).toBe(parserOf(first));
      first.dispose();
      second.dispose();
    }),
    { numRuns: 500 },
  );
});

test('of an endless title only the head is kept', () => {
  const unfinished = new Unfinished();
  unfinished.feed(new TextEncoder().encode(`\x1b]0;${'x'.repeat(1_000_000)}`));
  expect(unfinished.bytes().length).toBeLessThan(5000);
  unfinished.feed(Uint8Array.of(7));
  expect(unfinished.bytes()).toEqual(new Uint8Array());
});
