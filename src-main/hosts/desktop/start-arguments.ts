import { type TerminalChoice, terminalChoices } from '../open-project/terminal-choices.ts';

export interface StartArguments {
  /** The repository to open; null for the Welcome page. */
  readonly folder: string | null;
  readonly terminals: TerminalChoice;
  readonly userData: string | null;
}

/** Flags whose value may stand as a word of its own. */
const withValue = new Set(['--terminals', '--user-data-dir']);

const isChoice = (text: string | undefined): text is TerminalChoice =>
  terminalChoices.some((choice) => choice === text);

/**
 * Reads the words after the executable. `namesApp`: the first of them that is no flag is the app's own folder (`electron .`).
 * Chromium's own flags, which may stand before it, are left alone.
 */
export const startArguments = (words: readonly string[], namesApp: boolean): StartArguments => {
  const flags = new Map<string, string>();
  let folder: string | null = null;
  let ownFolder = namesApp;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    const [name = '', ...rest] = word.split('=');
    if (rest.length > 0 && word.startsWith('--')) flags.set(name, rest.join('='));
    else if (withValue.has(word)) flags.set(word, words[++at] ?? '');
    else if (word.startsWith('-') || word === '') continue;
    else if (ownFolder) ownFolder = false;
    else folder ??= word;
  }
  const terminals = flags.get('--terminals');
  return {
    folder,
    terminals: isChoice(terminals) ? terminals : 'auto',
    userData: flags.get('--user-data-dir') || null,
  };
};
