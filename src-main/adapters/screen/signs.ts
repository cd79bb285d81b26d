import type { Profile } from '@contract/profiles.ts';
import { namedMoment } from '../../core/model/named-moment.ts';
import type { ScreenSign, SeenLimit } from '../../core/ports/screens.ts';

export interface SeenSign {
  readonly sign: ScreenSign;
  /** The lines that the match spans, blanks around them cut; empty when nothing matched. */
  readonly line: string;
  /** Name of the dialog that stands there, or null. */
  readonly dialog: string | null;
}

export const noSign: SeenSign = { sign: null, line: '', dialog: null };

/** First come those that must not be overlooked: a question is still a question while a spinner turns above it. */
const order = ['waiting', 'busy', 'done', 'ready'] as const;

const spannedLines = (text: string, from: number, length: number): string => {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const end = text.indexOf('\n', from + length);
  return text.slice(start, end < 0 ? undefined : end).trim();
};

export interface SignReader {
  /** How many lines from the bottom it wants to see; 0 when it has no patterns. */
  readonly lines: number;
  read(lines: readonly string[]): SeenSign;
  /**
   * What holds it up: the pattern's group `reason`, else its first, else all that it matched; until when: its group `until`.
   * @param now milliseconds since 1970
   */
  limit(lines: readonly string[], now: number): SeenLimit | null;
}

/** Compiles a profile's patterns once per screen. */
export const signReader = (signs: Profile['signs']): SignReader => {
  const rules = [
    ...signs.dialogs.map(({ name, pattern }) => ({
      sign: 'waiting' as const,
      source: pattern,
      dialog: name,
    })),
    ...order.flatMap((sign) => signs[sign].map((source) => ({ sign, source, dialog: null }))),
  ].map(({ source, ...rule }) => ({ ...rule, pattern: new RegExp(source, 'mu') }));
  const limits = signs.limits.map(({ kind, pattern }) => ({ kind, pattern: new RegExp(pattern, 'mu') }));
  return {
    lines: rules.length + limits.length === 0 ? 0 : signs.lines,
    limit: (lines, now) => {
      const text = lines.join('\n');
      for (const { kind, pattern } of limits) {
        const match = pattern.exec(text);
        if (match === null) continue;
        const reason = (match.groups?.reason ?? match[1] ?? match[0]).trim().slice(0, 500);
        return { kind, reason, until: namedMoment(match.groups?.until ?? '', now) };
      }
      return null;
    },
    read: (lines) => {
      const text = lines.join('\n');
      for (const { sign, pattern, dialog } of rules) {
        const match = pattern.exec(text);
        if (match !== null) return { sign, line: spannedLines(text, match.index, match[0].length), dialog };
      }
      return noSign;
    },
  };
};
