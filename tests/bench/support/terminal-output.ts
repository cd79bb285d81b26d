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
const file = (roll: Dice): string => `${word(roll)}-${word(roll)}.ts`;
const path = (roll: Dice): string => `src/${word(roll)}/${file(roll)}`;
const hex = (roll: Dice, digits: number): string =>
  Array.from({ length: digits }, () => roll(16).toString(16)).join('');

/** What one tool is at: where it works, and how far it has come. */
interface Work {
  readonly folder: string;
  readonly began: number;
  step: number;
}

const clock = ({ began, step }: Work): string => {
  const second = began + Math.floor(step / 5);
  return [second / 3600, (second / 60) % 60, second % 60]
    .map((part) => String(Math.floor(part)).padStart(2, '0'))
    .join(':');
};

/** A line each of a bundler, a test runner, cargo, the TypeScript compiler, git, vite, ninja and npm. */
const buildLines: readonly ((work: Work, roll: Dice) => string)[] = [
  (work, roll) =>
    `\x1b[2m${clock(work)}\x1b[0m \x1b[36m[build]\x1b[0m \x1b[32m${work.folder}/${file(roll)}\x1b[0m ${roll(900)} modules in ${roll(300)} ms`,
  (work, roll) =>
    ` \x1b[32m✓\x1b[39m ${work.folder}/${file(roll)} \x1b[2m(\x1b[22m\x1b[2m${roll(40)} tests\x1b[22m\x1b[2m)\x1b[22m\x1b[33m ${roll(900)}\x1b[2mms\x1b[22m\x1b[39m`,
  (_work, roll) => `\x1b[1m\x1b[32m   Compiling\x1b[0m ${word(roll)}-${word(roll)} v1.${roll(30)}.${roll(9)}`,
  (work, roll) =>
    `\x1b[96m${work.folder}/${file(roll)}\x1b[0m:\x1b[93m${roll(400)}\x1b[0m:\x1b[93m${roll(90)}\x1b[0m - \x1b[91merror\x1b[0m\x1b[90m TS2322: \x1b[0mType '${word(roll)}' is not assignable to type '${word(roll)} | undefined'.`,
  (_work, roll) =>
    `\x1b[33m${hex(roll, 8)}\x1b[m ${word(roll)}: the ${word(roll)} of ${word(roll)} keeps its ${word(roll)}`,
  (_work, roll) =>
    `dist/assets/${word(roll)}-${hex(roll, 8)}.js   ${roll(900)}.${roll(99)} kB │ gzip: ${roll(300)}.${roll(99)} kB`,
  ({ folder, step }, roll) =>
    `[${step}/4000] Building CXX object CMakeFiles/core.dir/${folder}/${file(roll)}.o`,
  (_work, roll) =>
    `npm info run ${word(roll)}@${roll(9)}.${roll(20)}.${roll(9)} postinstall { code: 0, signal: null }`,
];

/** One tool after another writes some ten lines, or some hundred. */
const buildOutput = (roll: Dice): (() => string) => {
  let line = buildLines[0];
  let left = 0;
  let work: Work = { folder: 'src', began: 0, step: 0 };
  return () => {
    const lines = Array.from({ length: 1 + roll(14) }, () => {
      if (left === 0) {
        line = buildLines[roll(buildLines.length)];
        left = 10 + roll(150);
        work = { folder: `src/${word(roll)}`, began: roll(80_000), step: roll(2000) };
      }
      left -= 1;
      work.step += 1;
      return line?.(work, roll) ?? '';
    });
    return `${lines.join('\r\n')}\r\n`;
  };
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
  const build = buildOutput(roll);
  const encoder = new TextEncoder();
  const pieces: Piece[] = [{ after: 0, bytes: encoder.encode('\x1b[0m\x1b[2J\x1b[3J\x1b[H') }];
  for (let written = 0, step = 1; written < bytes; step += 1) {
    const text =
      kind === 'build'
        ? build()
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
