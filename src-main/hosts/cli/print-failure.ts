import type { TuttiError } from '@contract/result.ts';
import type { CliIo } from './cli-io.ts';
import { harmless, paintsFor } from './paint.ts';

/** Tells what went wrong and what to do, on stderr: the standard output stays clean for what reads it. */
export const printFailure = (io: CliIo, error: TuttiError, json: boolean): void => {
  if (json) {
    io.err(`${JSON.stringify({ error })}\n`);
    return;
  }
  const paints = paintsFor(io.colour);
  io.err(`${paints.bad('tutti:')} ${harmless(error.message)}\n`);
  if (error.remedy) io.err(`       ${harmless(error.remedy)}\n`);
  if (error.details) io.err(`${harmless(error.details).replace(/^/gm, '       | ')}\n`);
};
