import { type Command, InvalidArgumentError } from 'commander';
import type { CommandRunner } from '../run-command.ts';

export interface Kit {
  readonly program: Command;
  readonly runner: CommandRunner;
  readonly version: string;
}

/** A command with what all of them have: --json, --project, and examples below its help. */
export const command = (kit: Kit, usage: string, about: string, examples: readonly string[]): Command =>
  kit.program
    .command(usage)
    .description(about)
    .option('--json', 'print JSON: one document, or one a line when following')
    .option('--project <dir>', 'the project, when it is not that of the working directory')
    .addHelpText('after', `\nExamples:\n${examples.map((line) => `  $ ${line}`).join('\n')}`);

/** Reads a whole number of at least `least`; commander turns the throw into a usage error. */
export const wholeNumber =
  (least: number, most = Number.MAX_SAFE_INTEGER) =>
  (text: string): number => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It is a whole number from ${least}${most < 1e15 ? ` to ${most}` : ''}.`);
  };

/** Reads an amount of money above 0. */
export const amount = (text: string): number => {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError('It is an amount above 0, such as 2.50.');
};
