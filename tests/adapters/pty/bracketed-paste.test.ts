import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BracketedPasteMode } from '../../../src-main/adapters/pty/bracketed-paste.ts';

function modeAfter(...chunks: readonly string[]): boolean {
  const mode = new BracketedPasteMode();
  for (const chunk of chunks) mode.feed(Buffer.from(chunk, 'latin1'));
  return mode.on;
}

describe('following bracketed paste mode', () => {
  it.each([
    ['', false],
    ['\x1b[?2004h', true],
    ['\x1b[?2004h text \x1b[?2004l', false],
    ['\x1b[?1049;2004;25h', true],
    ['\x1b[?12004h', false],
    ['\x1b[2004h', false],
    ['\x1b[?2004h\x1bc', false],
    ['\x1b\x1b[?2004h', true],
    ['\x1b[?\x1b[?2004h', true],
  ])('knows it after %j, cut anywhere', (text, on) => {
    expect(modeAfter(text)).toBe(on);
    for (let cut = 0; cut < text.length; cut++)
      expect(modeAfter(text.slice(0, cut), text.slice(cut))).toBe(on);
    expect(modeAfter(...text)).toBe(on);
  });

  it('comes to the same however a stream is cut', () => {
    const word = fc.constantFrom(
      '\x1b',
      '[',
      '?',
      '2004',
      ';',
      'h',
      'l',
      'c',
      'x',
      '\x1b[?2004h',
      '\x1b[?2004l',
      '\x1bc',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), (words) => {
        expect(modeAfter(...words)).toBe(modeAfter(words.join('')));
      }),
      { numRuns: 1000 },
    );
  });
});
