/** What programs of a run draw: generated, and the same in each run of the benchmark. */

/** A small linear congruential generator (Numerical Recipes' constants): the same numbers everywhere. */
export const dice = (seed: number): ((below: number) => number) => {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};
type Dice = ReturnType<typeof dice>;

const words =
  'parser token session refresh schema index worker queue lock merge plan branch commit store event reader writer codec frame panel graph route model auth cache batch'.split(
    ' ',
  );
const word = (roll: Dice): string => words[roll(words.length)] ?? '';
const path = (roll: Dice): string =>
  `src/${word(roll)}/${word(roll)}-${word(roll)}${['.ts', '.tsx', '.test.ts', '.rs'][roll(4)]}`;
const hex = (roll: Dice, digits: number): string =>
  Array.from({ length: digits }, () => roll(16).toString(16)).join('');

/** Lines of a bundler, a compiler, a test runner, a linter and git, as they come mixed in a build. */
const buildLines: readonly ((roll: Dice) => string)[] = [
  (roll) =>
    `\x1b[2m${String(roll(24)).padStart(2, '0')}:${String(roll(60)).padStart(2, '0')}:${String(roll(60)).padStart(2, '0')}\x1b[0m \x1b[36m[build]\x1b[0m \x1b[32m${path(roll)}\x1b[0m ${roll(900)} modules, ${roll(4000)}.${roll(100)} kB in ${roll(3000)} ms`,
  (roll) =>
    ` \x1b[32m✓\x1b[39m ${path(roll)} \x1b[2m(\x1b[22m\x1b[2m${roll(40)} tests\x1b[22m\x1b[2m)\x1b[22m\x1b[33m ${roll(9000)}\x1b[2mms\x1b[22m\x1b[39m`,
  (roll) =>
    `   \x1b[2mCompiling\x1b[0m ${word(roll)}-${word(roll)} v${roll(9)}.${roll(30)}.${roll(9)} (${hex(roll, 7)})`,
  (roll) =>
    `\x1b[96m${path(roll)}\x1b[0m:\x1b[93m${roll(400)}\x1b[0m:\x1b[93m${roll(90)}\x1b[0m - \x1b[91merror\x1b[0m\x1b[90m TS${2000 + roll(800)}: \x1b[0mType '${word(roll)}' is not assignable to type '${word(roll)} | undefined'.`,
  (roll) =>
    `\x1b[33m${hex(roll, 8)}\x1b[m ${word(roll)}: the ${word(roll)} of ${word(roll)} keeps its ${word(roll)}`,
  (roll) =>
    `dist/assets/${word(roll)}-${hex(roll, 8)}.js  ${roll(900)}.${roll(99)} kB │ gzip: ${roll(300)}.${roll(99)} kB`,
  (roll) => `[${roll(4000)}/4000] Building CXX object CMakeFiles/${word(roll)}.dir/${path(roll)}.o`,
  (roll) =>
    `npm info run ${word(roll)}@${roll(9)}.${roll(20)}.${roll(9)} postinstall { code: 0, signal: null }`,
];

const buildPiece = (roll: Dice): string => {
  const lines = Array.from({ length: 1 + roll(14) }, () => buildLines[roll(buildLines.length)]?.(roll) ?? '');
  return `${lines.join('\r\n')}\r\n`;
};

const spinner = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

const progressPiece = (roll: Dice, step: number): string => {
  const done = step % 101;
  const bar = `${'█'.repeat(Math.floor(done / 3))}${'░'.repeat(33 - Math.floor(done / 3))}`;
  const end = done === 100 ? `\r\n\x1b[32m✔\x1b[39m ${word(roll)} in ${roll(60)}.${roll(10)}s\r\n` : '';
  return `\r\x1b[2K\x1b[36m${spinner[step % spinner.length]}\x1b[39m ${bar} ${String(done).padStart(3)}% | ${word(roll)} ${roll(9000)}/9000 | ${roll(99)} MB/s${end}`;
};

/** An agent's interface: a line that grows above, a box at the bottom that is drawn anew each time, as such programs do. */
const tuiPiece = (roll: Dice, step: number, cols: number): string => {
  const said = `\x1b[38;5;${111 + (step % 3)}m●\x1b[39m ${word(roll)} the ${word(roll)} in \x1b[1m${path(roll)}\x1b[22m so that the ${word(roll)} is kept`;
  const rule = `\x1b[38;2;90;90;100m${'─'.repeat(cols - 2)}\x1b[39m`;
  return [
    '\x1b[?2026h\x1b[2K\x1b[1A\x1b[2K\x1b[1A\x1b[2K\x1b[1A\x1b[2K\x1b[1A\x1b[2K\x1b[G',
    step % 7 === 0 ? `${said}\r\n` : '',
    `\x1b[35m${spinner[step % spinner.length]}\x1b[39m Working… (${step % 600}s · ↑ ${roll(90)}.${roll(10)}k tokens · esc to interrupt)\r\n`,
    `╭${rule}╮\r\n│ \x1b[2m>\x1b[22m ${' '.repeat(cols - 6)} │\r\n╰${rule}╯\r\n`,
    `  \x1b[2m${roll(100)}% context left\x1b[22m\x1b[?2026l`,
  ].join('');
};

export type OutputKind = 'build' | 'progress' | 'tui';

export interface Piece {
  /** Milliseconds since the piece before it. */
  readonly after: number;
  readonly bytes: Uint8Array;
}

/** A stretch of one program's output of about `bytes`, which begins with a screen that it clears. */
export const outputOf = (kind: OutputKind, seed: number, bytes: number, cols: number): readonly Piece[] => {
  const roll = dice(seed);
  const encoder = new TextEncoder();
  const pieces: Piece[] = [{ after: 0, bytes: encoder.encode('\x1b[0m\x1b[2J\x1b[3J\x1b[H') }];
  for (let written = 0, step = 1; written < bytes; step += 1) {
    const text =
      kind === 'build'
        ? buildPiece(roll)
        : kind === 'progress'
          ? progressPiece(roll, step)
          : tuiPiece(roll, step, cols);
    const piece = encoder.encode(text);
    written += piece.length;
    // A build writes in gusts, what redraws does so some ten times a second.
    const after = kind === 'build' ? (roll(20) === 0 ? roll(9000) : roll(300)) : 80 + roll(60);
    pieces.push({ after, bytes: piece });
  }
  return pieces;
};
