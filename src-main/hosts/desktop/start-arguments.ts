import { z } from 'zod';
import { type TerminalChoice, terminalChoices } from '../open-project/terminal-choices.ts';

/** What the app is to show: as its command line says, or that of another start which hands it on. */
export const askedSchema = z.object({
  /** A repository, a recording's file or a link, as it was given; null: any window, or the Welcome page. */
  what: z.string().max(8192).nullable(),
  /** A run of that repository, and a moment of it in milliseconds since 1970 (null: from its beginning). */
  replay: z
    .object({ run: z.number().int().positive(), at: z.number().int().min(0).nullable() })
    .nullable()
    .default(null),
});
export type Asked = z.infer<typeof askedSchema>;

export interface StartArguments {
  readonly asked: Asked;
  readonly terminals: TerminalChoice;
  readonly userData: string | null;
}

/** Flags whose value may stand as a word of its own. */
const withValue = new Set(['--terminals', '--user-data-dir']);

const isChoice = (text: string | undefined): text is TerminalChoice =>
  terminalChoices.some((choice) => choice === text);

/** `RUN`, or `RUN,MS`; null: it is none. */
const replayOf = (text: string | undefined): Asked['replay'] => {
  const parts = /^([1-9]\d{0,8})(?:,(\d{1,16}))?$/.exec(text ?? '');
  return parts === null
    ? null
    : { run: Number(parts[1]), at: parts[2] === undefined ? null : Number(parts[2]) };
};

/**
 * Reads the words after the executable. `namesApp`: the first of them that is no flag is the app's own folder (`electron .`).
 * Chromium's own flags, which may stand before it, are left alone.
 */
export const startArguments = (words: readonly string[], namesApp: boolean): StartArguments => {
  const flags = new Map<string, string>();
  let what: string | null = null;
  let ownFolder = namesApp;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    const [name = '', ...rest] = word.split('=');
    if (rest.length > 0 && word.startsWith('--')) flags.set(name, rest.join('='));
    else if (withValue.has(word)) flags.set(word, words[++at] ?? '');
    else if (word.startsWith('-') || word === '') continue;
    else if (ownFolder) ownFolder = false;
    else what ??= word;
  }
  const terminals = flags.get('--terminals');
  return {
    asked: { what, replay: replayOf(flags.get('--replay')) },
    terminals: isChoice(terminals) ? terminals : 'auto',
    userData: flags.get('--user-data-dir') || null,
  };
};
