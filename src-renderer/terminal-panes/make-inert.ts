import type { IDisposable, IParser } from '@xterm/xterm';

/**
 * OSC numbers that act on more than the cells: titles (0, 1, 2), the folder (7), links (8, of which the text stays), notifications and progress
 * (9, 99, 777), the clipboard (52), prompts and marks of shells (133, 633), files and images (1337).
 */
const outward = [0, 1, 2, 7, 8, 9, 52, 99, 133, 633, 777, 1337] as const;

/**
 * What is repeated more often than this hangs the window: xterm does it one by one, up to two thousand million times. No screen has so many
 * rows or columns (1,000), and what programs send is the size of the screen at most.
 */
const mostTimes = 10_000;

/** Final letters of sequences with a count that xterm works off one by one: lines and columns in and out, scrolling, repeating. */
const repeated: readonly { readonly intermediates?: string; readonly final: string }[] = [
  ...['L', 'M', 'S', 'T', 'b', '@', 'P'].map((final) => ({ final })),
  { intermediates: ' ', final: '@' },
  { intermediates: ' ', final: 'A' },
  { intermediates: "'", final: '}' },
  { intermediates: "'", final: '~' },
  ...['I', 'Z'].map((final) => ({ final })),
];

const isTooMuch = (params: readonly (number | number[])[]): boolean =>
  params.some((param) => typeof param === 'number' && param > mostTimes);

/**
 * Keeps a terminal that shows what was recorded, by whomever, from all that reaches beyond its cells, by whatever xterm and its addons come to
 * understand of it one day. Answers to questions are kept by `silenceQueries`.
 */
export const makeInert = (parser: IParser): IDisposable => {
  const handled = (): boolean => true;
  const parts = [
    ...outward.map((number) => parser.registerOscHandler(number, handled)),
    // Images (sixel), and settings of a terminal.
    parser.registerDcsHandler({ final: 'q' }, handled),
    // All of what a window does when it is told to: none of it is drawn.
    parser.registerCsiHandler({ final: 't' }, handled),
    ...repeated.map((id) => parser.registerCsiHandler(id, isTooMuch)),
  ];
  return {
    dispose: () => {
      for (const part of parts) part.dispose();
    },
  };
};
