import { CommanderError } from 'commander';
import { createProgram } from '../../src-main/hosts/cli/program.ts';
import { fencesOf, spansOf } from './pages.ts';

export interface CommandLine {
  readonly line: string;
  /** Named in passing: what is required may be left out. */
  readonly brief: boolean;
}

/** The words of a POSIX shell line that holds one command: quotes and backslashes, nothing that would be expanded. */
export const wordsOf = (line: string): readonly string[] => {
  const words = [...line.matchAll(/(?:'[^']*'|"(?:\\.|[^"\\])*"|\\.|[^\s'"\\])+/g)].map(([word]) => word);
  return words.map((word) =>
    word.replaceAll(
      /'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)/g,
      (_whole, single?: string, double?: string, escaped?: string) => single ?? double ?? escaped ?? '',
    ),
  );
};

/** The tutti command within a shell line: what is before a pipe, after one, a redirection and a comment are cut off. */
const tuttiIn = (line: string): string | null =>
  /(?:^|[|]\s*|\s)(?:npx )?(tutti (?:[a-z]|-)[^|>]*?)(?:\s*[|>].*|\s+#.*)?$/.exec(line)?.[1] ?? null;

/** Every tutti command that a page shows: lines of shell blocks and of consoles, and what is named in its text. */
export const commandLinesOf = (text: string): readonly CommandLine[] => {
  const shown = fencesOf(text).flatMap(({ language, text: block }) => {
    const lines = block.split('\n');
    if (language === 'sh') return lines.filter((line) => /^(\S+=\S+ |.*\| )?(npx )?tutti /.test(line));
    return language === 'console'
      ? lines.filter((line) => line.startsWith('$ ')).map((line) => line.slice(2))
      : [];
  });
  const named = spansOf(text).filter((span) => /^(\S+=\S+ )?(npx )?tutti [a-z-]/.test(span));
  return [
    ...shown.map((line) => ({ line, brief: false })),
    ...named.map((line) => ({ line, brief: true })),
  ].flatMap(({ line, brief }) => {
    const found = tuttiIn(line);
    return found === null ? [] : [{ line: found, brief }];
  });
};

/** What a command named in passing may lack. */
const incomplete = ['commander.missingArgument', 'commander.missingMandatoryOptionValue'];

/** What is wrong with a command line, by the real program with its deeds taken out; null when it would be done. */
export const mistakeIn = async ({ line, brief }: CommandLine): Promise<string | null> => {
  const io = {
    cwd: '/',
    env: {},
    colour: false,
    out: () => {},
    err: () => {},
    stdin: async () => '',
    onInterrupt: () => () => {},
  };
  const program = createProgram(io, '0', () => {});
  for (const command of program.commands) command.action(() => {});
  try {
    await program.parseAsync(wordsOf(line).slice(1), { from: 'user' });
    return null;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0 || (brief && incomplete.includes(error.code))) return null;
    return `${line}: ${error.message}`;
  }
};
