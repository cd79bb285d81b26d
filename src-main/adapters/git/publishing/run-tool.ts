import { keepEnd } from '../../system/program-output.ts';
import { type ProgramRun, runProgram } from '../../system/run-program.ts';

/** How a program ended. `code` null: by a signal of somebody else's. */
export type ToolEnd =
  | {
      readonly kind: 'ended';
      readonly code: number | null;
      readonly stdout: string;
      readonly stderr: string;
    }
  | { readonly kind: 'late' | 'cancelled'; readonly stderr: string }
  | { readonly kind: 'not-started'; readonly message: string; readonly missing: boolean };

/** A hook may print without end; what is wrong stands at the end. */
const outputLimit = 256 * 1024;

/** Runs a program that may wait for the network or ask for a password: it has no terminal, no input, and an end. */
export const runTool = async (
  run: Omit<ProgramRun, 'input' | 'stdout' | 'stderr'> & { readonly signal: AbortSignal },
): Promise<ToolEnd> => {
  const [stdout, stderr] = [keepEnd(outputLimit), keepEnd(outputLimit)];
  const end = await runProgram({ ...run, stdout: stdout.add, stderr: stderr.add });
  switch (end.kind) {
    case 'ended':
      return { kind: 'ended', code: end.code, stdout: stdout.text(), stderr: stderr.text() };
    case 'late':
    case 'cancelled':
      return { kind: end.kind, stderr: stderr.text() };
    case 'not-started':
      return { kind: 'not-started', message: end.error.message, missing: end.error.code === 'ENOENT' };
    default:
      return end satisfies never;
  }
};
