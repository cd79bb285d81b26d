import type { TuttiError } from '@contract/result.ts';

export const exitCodes = { done: 0, failed: 1, usage: 2, noHost: 3 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export const exitCodeOf = (error: TuttiError): ExitCode =>
  error.code === 'no_host' ? exitCodes.noHost : exitCodes.failed;
