import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { copyRecording } from '../../../../src-main/adapters/recording/export/copy-recording.ts';
import { maskFile } from '../../../../src-main/adapters/recording/export/mask-file.ts';
import { knownTokens } from '../../../core/leaks/known-tokens.ts';
import { tempFolder } from '../../../support/temp-folder.ts';
import { bytesOf, freshFile, output, readerOf, startedAt, writerOf } from '../support.ts';
import { screensOf } from './support.ts';

const value = 'Zq7-hunter-2';
const rules = { patterns: ['ACME-[0-9]{6}'], values: [{ name: 'DB_PASSWORD', value }] };

const secret = fc.oneof(
  fc
    .constantFrom(
      knownTokens['a GitHub token'] ?? fc.constant(''),
      knownTokens['an Anthropic API key'] ?? fc.constant(''),
      knownTokens['an AWS access key'] ?? fc.constant(''),
    )
    .chain((token) => token),
  fc.constant(value),
  fc.integer({ min: 100_000, max: 999_999 }).map((number) => `ACME-${number}`),
);

const look = fc.constantFrom('', '', '\x1b[31m', '\x1b[0;1;48;5;7m', '\x1b[m', '\x1b[K');
const wide = fc.constantFrom('漢字', 'e\u0301', '🙂', 'plain text', '─│', '');

/** How a program may draw it: with colours in between, letter by letter at places, in a panel with breaks, typed and corrected, in a title. */
const drawings = {
  coloured: fc
    .tuple(secret, fc.array(look, { minLength: 200, maxLength: 200 }))
    .map(
      ([text, looks]) =>
        [text, [...text].map((letter, at) => `${looks[at] ?? ''}${letter}`).join('')] as const,
    ),
  placed: fc.tuple(secret, fc.nat(5), fc.boolean()).map(([text, row, back]) => {
    const letters = [...text].slice(0, 40).map((letter, at) => `\x1b[${row + 1};${at + 3}H${letter}`);
    return [
      text.slice(0, 40) === text ? text : null,
      (back ? letters.toReversed() : letters).join(''),
    ] as const;
  }),
  panel: fc.tuple(secret, fc.integer({ min: 18, max: 34 })).map(([text, width]) => {
    const rows = text.match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
    return [text, `\r\n${rows.map((row) => `│ ${row.padEnd(width)} │`).join('\r\n')}\r\n`] as const;
  }),
  typed: secret.map(
    (text) =>
      [
        text,
        `$ ${text.slice(0, 5)}x\b \b${[...text.slice(5)].map((letter) => `\x1b[@${letter}`).join('')}\r\n`,
      ] as const,
  ),
  inserted: secret.map((text) => [text, `\r\n${text.slice(3)}\r\x1b[3@${text.slice(0, 3)}\r\n`] as const),
  title: secret.map((text) => [text, `\x1b]0;do ${text}\x07`] as const),
  cleared: secret.map((text) => [text, `${text}\x1b[2J\x1b[H`] as const),
};

const session = fc.record({
  size: fc.record({ cols: fc.integer({ min: 40, max: 100 }), rows: fc.integer({ min: 6, max: 20 }) }),
  parts: fc.array(fc.tuple(wide, fc.oneof(...Object.values(drawings))), { minLength: 1, maxLength: 4 }),
  cuts: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 40 }),
  cutAt: fc.nat(20),
});

test('no screen and no byte of the export shows a secret, however it was drawn and split, and all else stays in its place', async () => {
  await fc.assert(
    fc.asyncProperty(session, async ({ size, parts, cuts }) => {
      const source = freshFile();
      const writer = writerOf(source);
      writer.put('exec_1', startedAt, { kind: 'blank', size });
      const bytes = bytesOf(parts.map(([before, [, drawn]]) => `${before} ${drawn} `).join(''));
      let at = 0;
      for (let piece = 0; at < bytes.length; piece += 1) {
        const length = cuts[piece % cuts.length] ?? 1;
        const part = bytes.slice(at, at + length);
        writer.put('exec_1', startedAt + 10 + piece, { kind: 'output', bytes: part });
        at += length;
      }
      writer.close();
      const folder = tempFolder();
      const file = join(folder, 'copy.tutti');
      expect(copyRecording(source, file, null)).toMatchObject({ ok: true });
      const made = maskFile({ file, clean: join(folder, 'clean.tutti') }, rules, () => {});
      const [before, after] = [
        await screensOf(readerOf(source), 'exec_1'),
        await screensOf(readerOf(made.file), 'exec_1'),
      ];
      expect(after.screens.length).toBe(before.screens.length);
      const secrets = parts.flatMap(([, [text]]) => text ?? []);
      if (secrets.length > 0) expect(Object.keys(made.counts).length).toBeGreaterThan(0);
      for (const text of secrets) {
        expect(after.drawn.includes(text)).toBe(false);
        for (const screen of after.screens) {
          expect(screen.join('').replaceAll(' ', '').includes(text.replaceAll(' ', ''))).toBe(false);
          expect(
            screen
              .map((row) => row.replaceAll(/^[│ ]+|[│ ]+$/g, ''))
              .join('')
              .includes(text),
          ).toBe(false);
        }
      }
      after.screens.forEach((screen, number) => {
        screen.forEach((row, index) => {
          const own = before.screens[number]?.[index] ?? '';
          const cells = [...row];
          const owned = [...own];
          expect(cells.length).toBe(owned.length);
          expect(cells.filter((cell, col) => cell !== owned[col] && cell !== '*' && cell !== '＊')).toEqual(
            [],
          );
        });
      });
    }),
    { numRuns: 60 },
  );
});

test('what holds no secret is the same to the last byte', async () => {
  const source = freshFile();
  const writer = writerOf(source);
  writer.put('exec_1', startedAt, { kind: 'blank', size: { cols: 80, rows: 24 } });
  for (let at = 0; at < 50; at += 1)
    writer.put('exec_1', startedAt + at * 10, output(`line ${at} of glass and figures\r\n`));
  writer.close();
  const folder = tempFolder();
  const file = join(folder, 'copy.tutti');
  copyRecording(source, file, null);
  const made = maskFile({ file, clean: join(folder, 'clean.tutti') }, rules, () => {});
  expect(made).toEqual({ counts: {}, file });
  const [before, after] = [
    await screensOf(readerOf(source), 'exec_1'),
    await screensOf(readerOf(file), 'exec_1'),
  ];
  expect(after).toEqual(before);
});
