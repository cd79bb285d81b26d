import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellWidth, clip, printable, wrap } from '../../../src-main/adapters/agents/rehearsal/cells.ts';
import { Mailbox } from '../../../src-main/adapters/agents/rehearsal/mailbox.ts';
import { formatReport, parseReport } from '../../../src-main/adapters/agents/rehearsal/reports.ts';
import {
  type InputEvent,
  TerminalInput,
} from '../../../src-main/adapters/agents/rehearsal/terminal-input.ts';

const read = (chunks: readonly Uint8Array[]): InputEvent[] => {
  const input = new TerminalInput();
  return chunks.flatMap((chunk) => input.take(chunk));
};
const pastes = (events: readonly InputEvent[]) => events.filter(({ kind }) => kind === 'paste');
/** Typed text comes in pieces of any length: what counts is what they make together. */
function joined(events: readonly InputEvent[]): InputEvent[] {
  const all: InputEvent[] = [];
  for (const event of events) {
    const last = all.at(-1);
    if (event.kind === 'text' && last?.kind === 'text')
      all[all.length - 1] = { ...event, text: last.text + event.text };
    else all.push(event);
  }
  return all;
}

describe('what a terminal sends', () => {
  const text = fc.string({ unit: 'grapheme-composite', maxLength: 60 });

  test('a paste comes whole, however its bytes are split', () => {
    fc.assert(
      fc.property(text, fc.array(fc.nat(), { maxLength: 12 }), (body, cuts) => {
        const bytes = Buffer.from(`before\x1b[200~${body}\n\x1b[201~after\r`);
        // A lone ESC at the end of a chunk is the Escape key, so no cut stands right after one outside the paste.
        const places = cuts.map((cut) => cut % bytes.length).filter((at) => bytes[at - 1] !== 0x1b || at > 7);
        const sorted = [0, ...places.sort((a, b) => a - b), bytes.length];
        const chunks = sorted.slice(1).map((end, i) => bytes.subarray(sorted[i], end));
        expect(joined(read(chunks))).toEqual([
          { kind: 'text', text: 'before' },
          { kind: 'paste', text: `${body}\n` },
          { kind: 'text', text: 'after' },
          { kind: 'key', key: 'enter' },
        ]);
      }),
    );
  });

  test('line ends of a paste that a terminal made CR are line ends again', () => {
    expect(pastes(read([Buffer.from('\x1b[200~a\rb\x1b[201~\x1b[200~a\r\nb\x1b[201~')]))).toEqual([
      { kind: 'paste', text: 'a\nb' },
      { kind: 'paste', text: 'a\r\nb' },
    ]);
  });

  test('keys are keys, other sequences are nothing', () => {
    expect(read([Buffer.from('\x1b[A\x1bOB\x1b[1;5C\x1b[<0;1;1M\x1b]0;t\x07\x03')])).toEqual([
      { kind: 'key', key: 'up' },
      { kind: 'key', key: 'down' },
      { kind: 'key', key: 'interrupt' },
    ]);
    expect(read([Buffer.from('\x1b')])).toEqual([{ kind: 'key', key: 'escape' }]);
  });

  test('any bytes are survived', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 30 })), (chunks) => {
        expect(Array.isArray(read(chunks))).toBe(true);
      }),
    );
  });
});

describe('cells', () => {
  test('wide and combining characters are counted as terminals do', () => {
    expect(cellWidth('abc')).toBe(3);
    expect(cellWidth('漢字')).toBe(4);
    expect(cellWidth('e\u0301')).toBe(1);
    expect(cellWidth('😀')).toBe(2);
  });

  test('wrapped lines fit and lose nothing but spaces', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.integer({ min: 2, max: 80 }),
        (raw, width) => {
          const text = printable(raw).replaceAll('\n', ' ');
          const lines = wrap(text, width);
          for (const line of lines) expect(cellWidth(line.trimEnd())).toBeLessThanOrEqual(width);
          expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
          expect(cellWidth(clip(text, width))).toBeLessThanOrEqual(width);
        },
      ),
    );
  });

  test('nothing printable can move the cursor', () => {
    expect(printable('a\x1b[2Jb\x07\tc\r\nd\u009b')).toBe('a·[2Jb·    c\nd·');
  });
});

describe('messages of the play', () => {
  const message = (id: string, text = 'x') => ({ id, from: 'mgr_1_1', text });

  test('a message id is taken once, one without an id each time', () => {
    const box = new Mailbox();
    expect([
      box.put(message('msg_1')),
      box.put(message('msg_1')),
      box.put(message('')),
      box.put(message('')),
    ]).toEqual([true, false, true, true]);
  });

  test('who waits gets what it wants, the rest is kept', async () => {
    const box = new Mailbox();
    const answer = box.next(({ text }) => text === 'answer');
    box.put(message('msg_1', 'other'));
    box.put(message('msg_2', 'answer'));
    expect((await answer).id).toBe('msg_2');
    expect((await box.next(() => true)).id).toBe('msg_1');
  });

  test('a report is read back', () => {
    const report = { branch: 'tutti/1/spec_1', passed: 3, ok: true };
    expect(parseReport(formatReport('words', report))).toEqual(report);
    expect(parseReport(formatReport('words', { ...report, ok: false }))).toMatchObject({ ok: false });
    expect(parseReport('Branch: x')).toBeNull();
  });
});
