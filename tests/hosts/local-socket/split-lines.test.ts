import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitLines } from '../../../src-main/hosts/local-socket/split-lines.ts';

describe('splitLines', () => {
  it('gives the same lines however the bytes are cut', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), fc.array(fc.nat(40)), (texts, cuts) => {
        const lines = texts
          .map((text) => text.replaceAll('\n', ' '))
          .map((text) => Buffer.from(text).toString());
        const all = Buffer.from(lines.map((line) => `${line}\n`).join(''));
        const got: string[] = [];
        const feed = splitLines(
          (line) => got.push(line),
          () => {},
        );
        let at = 0;
        for (const cut of cuts) {
          feed(all.subarray(at, at + cut));
          at += cut;
        }
        feed(all.subarray(at));
        expect(got).toEqual(lines);
      }),
    );
  });

  it('stops at a line beyond the limit', () => {
    const got: string[] = [];
    let over = 0;
    const feed = splitLines(
      (line) => got.push(line),
      () => over++,
      4,
    );
    feed(Buffer.from('abcd\nab'));
    feed(Buffer.from('cde\nxy\n'));
    feed(Buffer.from('z\n'));
    expect(got).toEqual(['abcd']);
    expect(over).toBe(1);
  });
});
