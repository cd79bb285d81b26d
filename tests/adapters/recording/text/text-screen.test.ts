import type { Terminal } from '@xterm/headless';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TextScreen } from '../../../../src-main/adapters/recording/text/text-screen.ts';
import { anySession, type Session } from '../arbitrary-output.ts';
import { freshTerminal, write } from '../terminal-state.ts';

const rowsOf = (terminal: Terminal): string[] =>
  Array.from({ length: terminal.rows }, (_, row) => {
    const line = terminal.buffer.active.getLine(terminal.buffer.active.baseY + row);
    return (line?.translateToString(true) ?? '').trimEnd();
  });

/** Line drawing is one sign here. */
const drawn = /[\u2190-\u21ff\u2300-\u23ff\u2400-\u25ff\u00b0-\u00b7\u2260-\u226f\u03c0\u00a3]/g;
const plain = (rows: readonly string[]): string[] => rows.map((row) => row.replaceAll(drawn, '─').trimEnd());

const textOf = (screen: TextScreen): string[] => screen.lines.map(({ text }) => text.trimEnd());

const untilResized = ({ steps }: Session): Uint8Array[] => {
  const end = steps.findIndex((step) => !(step instanceof Uint8Array));
  return (end < 0 ? steps : steps.slice(0, end)) as Uint8Array[];
};

/** Where nothing is wrapped, xterm itself leaves half a wide letter in the last column. */
const isOdd = ({ steps }: Session): boolean => {
  const text = steps.map((step) => (step instanceof Uint8Array ? Buffer.from(step).toString('latin1') : ''));
  return text.join('').includes('?7l') && /[^\0-\x7f]/.test(text.join(''));
};

test('the text of a screen stands where a terminal has it, after every piece of output', {
  timeout: 300_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(anySession, async (session) => {
      fc.pre(!isOdd(session));
      const terminal = freshTerminal(session.size);
      const screen = new TextScreen(session.size, { leaves: () => undefined, clears: () => undefined });
      try {
        for (const step of untilResized(session)) {
          try {
            await write(terminal, step);
          } catch {
            // There is output that xterm itself breaks on.
            return;
          }
          screen.feed(step);
          expect(plain(textOf(screen))).toEqual(plain(rowsOf(terminal)));
        }
      } finally {
        terminal.dispose();
      }
    }),
    { numRuns: 300 },
  );
});
