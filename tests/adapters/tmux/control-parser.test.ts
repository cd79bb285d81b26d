import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ControlParser } from '../../../src-main/adapters/tmux/control-parser.ts';
import { unescapeInPlace } from '../../../src-main/adapters/tmux/octal.ts';

/** Everything the parser told, as comparable values. */
function parse(chunks: readonly Uint8Array[]): unknown[] {
  const told: unknown[] = [];
  const parser = new ControlParser({
    block: ({ own, failed, lines }) =>
      told.push({ own, failed, lines: lines.map((l) => l.toString('latin1')) }),
    output: (pane, bytes) => told.push({ pane, bytes: bytes.toString('latin1') }),
    notification: (name, rest) => told.push({ name, rest }),
  });
  for (const chunk of chunks) {
    const memory = Buffer.from(chunk);
    parser.feed(memory);
    // The next chunk comes in the same memory.
    memory.fill('X');
  }
  return told;
}

/** As tmux escapes: bytes under 0x20 and the backslash. */
function escapeBytes(bytes: Uint8Array): Buffer {
  const text = Array.from(bytes, (byte) =>
    byte < 0x20 || byte === 0x5c ? `\\${byte.toString(8).padStart(3, '0')}` : String.fromCharCode(byte),
  ).join('');
  return Buffer.from(text, 'latin1');
}

const stream = Buffer.from(
  [
    '%begin 1700000000 266 0',
    '%end 1700000000 266 0',
    '%session-changed $0 tutti',
    '%begin 1700000001 272 1',
    'first line',
    '%output %12 within\\015\\012\\033[1m\\134',
    '%end 1700000001 271 1',
    '%layout-change @0 a89d,90x31,0,0,0 a89d,90x31,0,0,0 *',
    '',
    '%end 1700000001 272 1',
    '%extended-output %3 120 : late data',
    '%begin 1700000002 273 1',
    "can't find pane: %99",
    '%error 1700000002 273 1',
    '%something-new of the future',
    '%output %3 \xff\xfe\xc3',
    '%exit',
    '',
  ].join('\n'),
  'latin1',
);

const meant = [
  { own: false, failed: false, lines: [] },
  { name: '%session-changed', rest: '$0 tutti' },
  { pane: '%12', bytes: 'within\r\n\x1b[1m\\' },
  { name: '%end', rest: '1700000001 271 1' },
  { name: '%layout-change', rest: '@0 a89d,90x31,0,0,0 a89d,90x31,0,0,0 *' },
  { own: true, failed: false, lines: ['first line', ''] },
  { pane: '%3', bytes: 'late data' },
  { own: true, failed: true, lines: ["can't find pane: %99"] },
  { name: '%something-new', rest: 'of the future' },
  { pane: '%3', bytes: '\xff\xfe\xc3' },
  { name: '%exit', rest: '' },
];

describe('the reader of control mode', () => {
  it('understands a stream cut at any byte', () => {
    for (let cut = 0; cut <= stream.length; cut++) {
      expect(parse([stream.subarray(0, cut), stream.subarray(cut)])).toEqual(meant);
    }
    expect(parse(Array.from(stream, (byte) => Uint8Array.of(byte)))).toEqual(meant);
  });

  it('brings any bytes of any panes back, however they are cut', () => {
    const outputs = fc.array(fc.tuple(fc.nat(200), fc.uint8Array({ maxLength: 60 })), { maxLength: 20 });
    const cuts = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(outputs, cuts, (panes, sizes) => {
        const lines = panes.map(([pane, bytes]) =>
          Buffer.concat([Buffer.from(`%output %${pane} `), escapeBytes(bytes), Buffer.from('\n')]),
        );
        const whole = Buffer.concat(lines);
        const chunks: Uint8Array[] = [];
        for (let at = 0, i = 0; at < whole.length; i++) {
          const size = sizes[i % sizes.length] ?? 1;
          chunks.push(whole.subarray(at, at + size));
          at += size;
        }
        const expected = panes.map(([pane, bytes]) => ({
          pane: `%${pane}`,
          bytes: Buffer.from(bytes).toString('latin1'),
        }));
        expect(parse(chunks)).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('never throws on what is no control mode at all', () => {
    const word = fc.constantFrom(
      '%begin ',
      '%end ',
      '%output ',
      '%',
      '%output %',
      '1 2 1',
      '\n',
      '\\',
      '\\01',
      ' : ',
    );
    const junk = fc.array(
      fc.oneof(
        word.map((text) => Buffer.from(text)),
        fc.uint8Array({ maxLength: 8 }),
      ),
    );
    fc.assert(
      fc.property(junk, (chunks) => {
        expect(Array.isArray(parse(chunks))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('reads lines of a megabyte', () => {
    const bytes = Buffer.alloc(1_000_000, 'x\r\n\x1b[m');
    const line = Buffer.concat([Buffer.from('%output %1 '), escapeBytes(bytes), Buffer.from('\n')]);
    const chunks: Uint8Array[] = [];
    for (let at = 0; at < line.length; at += 65_536) chunks.push(line.subarray(at, at + 65_536));
    expect(parse(chunks)).toEqual([{ pane: '%1', bytes: bytes.toString('latin1') }]);
  });

  it('leaves a backslash alone that begins no octal number', () => {
    expect(unescapeInPlace(Buffer.from('a\\b\\8888\\400\\07')).toString()).toBe('a\\b\\8888\\400\\07');
  });
});
