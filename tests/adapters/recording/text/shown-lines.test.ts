import type { Terminal } from '@xterm/headless';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ShownLines } from '../../../../src-main/adapters/recording/text/shown-lines.ts';
import { makeScreen } from '../../../../src-main/adapters/screen/screen.ts';
import { anySession, type Session } from '../arbitrary-output.ts';
import { freshTerminal, write } from '../terminal-state.ts';

const rowsOf = (terminal: Terminal): string[] => {
  const { active } = terminal.buffer;
  return Array.from({ length: terminal.rows }, (_, row) =>
    (active.getLine(active.baseY + row)?.translateToString(true) ?? '').trim(),
  );
};

/** Signs of line drawing are one here, and what has no letter is not told at all. */
const searched = (text: string): boolean =>
  /^(?:[\x20-\x7e漢字ä🙂한]|e\u0301)*$/u.test(text) && /[\p{L}\p{N}]/u.test(text);

const isOdd = ({ steps }: Session): boolean =>
  steps.some((step) => step instanceof Uint8Array && Buffer.from(step).includes('?7l'));

const pieces = ({ steps }: Session): Uint8Array[] => {
  const end = steps.findIndex((step) => !(step instanceof Uint8Array));
  return (end < 0 ? steps : steps.slice(0, end)) as Uint8Array[];
};

test('what stands on a screen for a moment is told, from the beginning or from a keyframe on', {
  timeout: 300_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(anySession, fc.nat(), async (session, where) => {
      fc.pre(!isOdd(session));
      const steps = pieces(session);
      const keyframeAt = where % (steps.length + 1);
      const terminal = freshTerminal(session.size);
      const screen = makeScreen(session.size, 100, () => undefined);
      const told = new Set<string>();
      let lines = new ShownLines(session.size, ({ text }) => told.add(text));
      try {
        for (const [number, bytes] of steps.entries()) {
          try {
            await write(terminal, bytes);
          } catch {
            // There is output that xterm itself breaks on.
            return;
          }
          const at = 1000 + number * 100;
          if (number === keyframeAt) {
            const { size, data, pending } = screen.snapshot(0, 0);
            lines.end(at);
            lines = new ShownLines(size, ({ text }) => told.add(text));
            lines.begin(at - 50, 0, data, pending);
          }
          await new Promise<void>((done) => screen.write(bytes, done));
          lines.take({ at, offset: 0, record: { kind: 'output', bytes } });
          lines.end(at + 99);
          const all = [...told].join('\n').replaceAll(/\s+/g, ' ');
          for (const row of rowsOf(terminal).filter(searched))
            expect(all).toContain(row.replaceAll(/\s+/g, ' '));
        }
      } finally {
        terminal.dispose();
        screen.dispose();
      }
    }),
    { numRuns: 200 },
  );
});
