import { hostPlaces } from '../open-project/host-places.ts';
import { type CliIo, processIo } from './cli-io.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { createProgram } from './program.ts';

/** Runs one command line (without the program's own name) and sets the process's exit code. */
export const runCli = async (words: readonly string[], io: CliIo = processIo()): Promise<void> => {
  process.exitCode = await exitCodeFor(words, io, hostPlaces().version);
};

/** What the process should exit with. */
export const exitCodeFor = async (
  words: readonly string[],
  io: CliIo,
  itsVersion: string,
): Promise<ExitCode> => {
  let code: ExitCode = exitCodes.done;
  const program = createProgram(io, itsVersion, (next) => {
    code = next;
  });
  try {
    await program.parseAsync([...words], { from: 'user' });
  } catch (error) {
    // Commander throws instead of exiting: 0 for help and version, anything else is a mistake in the words.
    if (!(error instanceof Error && 'exitCode' in error)) throw error;
    return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  }
  return code;
};
