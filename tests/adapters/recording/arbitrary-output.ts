import type { Size } from '@contract/instances.ts';
import fc from 'fast-check';

const small = fc.integer({ min: 0, max: 14 });
const color = fc.oneof(
  fc.integer({ min: 30, max: 37 }).map(String),
  fc.integer({ min: 100, max: 107 }).map(String),
  fc.nat(255).map((index) => `38;5;${index}`),
  fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)).map((rgb) => `48;2;${rgb.join(';')}`),
);
const attribute = fc.constantFrom(
  '0',
  '1',
  '2',
  '3',
  '4',
  '7',
  '8',
  '9',
  '22',
  '24',
  '27',
  '39',
  '49',
  '53',
  '4:3',
);

const texts = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.string({ minLength: 1, maxLength: 30 }).map((text) => text.replaceAll(/[^ -~]/g, '.')),
  },
  fc
    .array(fc.constantFrom('漢', '字', 'ä', '🙂', '─', 'e\u0301', '한'), { minLength: 1, maxLength: 8 })
    .map((of) => of.join('')),
);

/** One thing that a program writes. */
const piece: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: texts },
  { weight: 3, arbitrary: fc.constantFrom('\r\n', '\n', '\r', '\b', '\t', '\x1bM', '\x1bD', '\x1bE') },
  {
    weight: 3,
    arbitrary: fc.array(fc.oneof(color, attribute), { maxLength: 4 }).map((of) => `\x1b[${of.join(';')}m`),
  },
  { weight: 3, arbitrary: fc.tuple(small, small).map(([row, col]) => `\x1b[${row};${col}H`) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(small, fc.constantFrom(...'ABCDEFGd'))
      .map(([count, final]) => `\x1b[${count}${final}`),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.nat(2), fc.constantFrom('J', 'K'))
      .map(([which, final]) => `\x1b[${which}${final}`),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(small, fc.constantFrom(...'LMPX@ST'))
      .map(([count, final]) => `\x1b[${count}${final}`),
  },
  fc
    .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 2, max: 14 }))
    .map(([top, bottom]) => `\x1b[${top};${bottom}r`),
  fc.constantFrom(
    '\x1b[r',
    '\x1b7',
    '\x1b8',
    '\x1b[s',
    '\x1b[u',
    '\x1bc',
    '\x1b[!p',
    '\x1bH',
    '\x1b[g',
    '\x1b[3g',
  ),
  fc.constantFrom('\x1b(0', '\x1b(B', '\x1b)0', '\x0e', '\x0f', '\x1b[2 q', '\x1b[5 q', '\x1b=', '\x1b>'),
  fc
    .tuple(
      fc.constantFrom('1', '6', '7', '25', '1049', '47', '1000', '1002', '1003', '1004', '1006', '2004'),
      fc.constantFrom('h', 'l'),
    )
    .map(([mode, final]) => `\x1b[?${mode}${final}`),
  fc.constantFrom('\x1b[4h', '\x1b[4l'),
  texts.map((title) => `\x1b]0;${title}\x07`),
  texts.map((title) => `\x1b]2;${title}\x1b\\`),
);

const size: fc.Arbitrary<Size> = fc.record({
  cols: fc.integer({ min: 4, max: 24 }),
  rows: fc.integer({ min: 2, max: 10 }),
});

export interface Session {
  readonly size: Size;
  /** What happens, in order: output, or another size. */
  readonly steps: readonly (Uint8Array | Size)[];
}

/** Output in pieces that may end anywhere, also within a character or a sequence; now and then another size. */
export const anySession: fc.Arbitrary<Session> = fc
  .record({
    size,
    parts: fc.array(
      fc.oneof(
        {
          weight: 12,
          arbitrary: fc.record({ text: fc.array(piece, { minLength: 1, maxLength: 12 }), cut: fc.nat(1000) }),
        },
        { weight: 1, arbitrary: size },
      ),
      { minLength: 1, maxLength: 12 },
    ),
  })
  .map(({ size: first, parts }) => ({
    size: first,
    steps: parts.flatMap((part): (Uint8Array | Size)[] => {
      if ('cols' in part) return [part];
      const bytes = new TextEncoder().encode(part.text.join(''));
      const cut = part.cut % (bytes.length + 1);
      return [bytes.slice(0, cut), bytes.slice(cut)].filter(({ length }) => length > 0);
    }),
  }));
