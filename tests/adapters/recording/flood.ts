import type { TuttiEvent } from '@contract/events.ts';

/** The line of a number, each of its own length: a hole or a repetition shows. */
export const lineOf = (number: number): string => `${number} ${'x'.repeat(number % 100)}\r\n`;

export const eventOf = (seq: number): TuttiEvent => ({
  seq,
  at: seq,
  actor: { kind: 'tutti' },
  run: 1,
  cause: null,
  kind: 'run.started',
  data: { run: 1, title: `${seq}` },
});

/** Whether the lines go on one after another (the last may be cut off), and the first and the last whole one. */
export const readFlood = (
  text: string,
): { readonly first: number; readonly last: number; readonly holes: number } => {
  const lines = text.split('\r\n').slice(0, -1);
  const numbers = lines.map((line) => Number(line.split(' ')[0]));
  const holes = lines.filter((line, at) => {
    const number = numbers[at] ?? 0;
    return `${line}\r\n` !== lineOf(number) || (at > 0 && number !== (numbers[at - 1] ?? 0) + 1);
  });
  return { first: numbers[0] ?? 0, last: numbers.at(-1) ?? 0, holes: holes.length };
};
