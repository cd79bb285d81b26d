import type { Log } from '../../core/ports/log.ts';
import type { CliIo } from './cli-io.ts';

/** What a host has to say besides its project's log, for who watches it. */
export const stderrLog = (io: CliIo): Log => ({
  info: () => {},
  warn: (what, facts) => io.err(`tutti: ${what}${facts ? ` ${JSON.stringify(facts)}` : ''}\n`),
  error: (what, error) => io.err(`tutti: ${what}: ${error instanceof Error ? error.stack : String(error)}\n`),
});
