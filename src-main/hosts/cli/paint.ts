import type { InstanceState } from '@contract/states.ts';

export type Paint = (text: string) => string;

/** Colours by what they say, or none at all. */
export interface Paints {
  readonly dim: Paint;
  readonly bold: Paint;
  readonly bad: Paint;
  readonly alert: Paint;
  readonly good: Paint;
  readonly active: Paint;
}

const sgr =
  (code: number, end: number): Paint =>
  (text) =>
    `\x1b[${code}m${text}\x1b[${end}m`;
const plain: Paint = (text) => text;

export const paintsFor = (colour: boolean): Paints =>
  colour
    ? {
        dim: sgr(2, 22),
        bold: sgr(1, 22),
        bad: sgr(31, 39),
        alert: sgr(33, 39),
        good: sgr(32, 39),
        active: sgr(34, 39),
      }
    : { dim: plain, bold: plain, bad: plain, alert: plain, good: plain, active: plain };

/** A state's mark and colour, as in the window: amber and red are kept for what needs a person. */
export const stateMark = (state: InstanceState, paints: Paints): string => {
  const marks: Record<InstanceState, string> = {
    starting: paints.dim('◌'),
    confirming: paints.active('○'),
    ready: '●',
    busy: paints.active('●'),
    waiting: paints.alert('◆'),
    blocked: paints.alert('■'),
    stalled: paints.alert('○'),
    done: paints.good('✓'),
    crashed: paints.bad('✗'),
    terminated: paints.dim('·'),
  };
  return marks[state];
};

/** Every control character but tab and newline. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const control = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/g;

/**
 * What a terminal must not act upon, made visible: texts of agents are shown in a person's terminal, and an escape sequence
 * in one could rewrite what was shown.
 */
export const harmless = (text: string): string =>
  text.replace(control, (found) => `\\x${found.charCodeAt(0).toString(16).padStart(2, '0')}`);

/** Like `harmless`, on one line. */
export const oneLine = (text: string): string => harmless(text.replace(/\s*\n\s*/g, ' '));
