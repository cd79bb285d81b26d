import { z } from 'zod';

/** Every expected failure has one of these codes; a door maps them to its own form (exit code, HTTP status, MCP error). */
export const errorCodes = [
  'bad_input', // a field is missing or wrong; `field` names it
  'not_found', // no such instance, message, run, project, profile
  'refused', // the caller's role may not do that
  'read_only', // the door was opened read-only
  'deadlock', // everyone would wait for a lock of the next for ever; `message` names the circle
  'limit_reached', // a per-role, per-parent or total limit
  'wrong_state', // e.g. a message to a terminated instance
  'timeout',
  'no_host', // no host runs for this project
  'host_running', // another host owns this project
  'not_a_repository',
  'bare_repository',
  'no_commits',
  'git_failed',
  'no_tmux',
  'tmux_too_old',
  'terminal_failed', // the terminal server refused or is gone
  'cannot_start', // the program could not be started, or ended at once
  'not_confirmed', // wrong nonce, or none in time
  'profile_unknown',
  'profile_invalid', // details: file, line, field
  'not_trusted', // the project's own profiles need the person's trust
  'disk_full',
  'state_read_only', // the state directory can't be written
  'database_corrupt',
  'database_newer',
  'port_in_use',
  'unsupported', // this host can't do that (e.g. a dialog in a headless host)
  'internal', // a bug: logged with its stack
] as const;

export const errorCodeSchema = z.enum(errorCodes);
export type ErrorCode = z.infer<typeof errorCodeSchema>;

/** What went wrong, in a person's words, and what to do about it. */
export const tuttiErrorSchema = z.object({
  code: errorCodeSchema,
  message: z.string(),
  /** The next step, as an imperative sentence. */
  remedy: z.string(),
  /** The input field at fault, for `bad_input` and `profile_invalid`. */
  field: z.string().optional(),
  /** Longer evidence: a screen's last lines, a log's tail. */
  details: z.string().optional(),
});
export type TuttiError = z.infer<typeof tuttiErrorSchema>;

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: TuttiError };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

export const fail = (
  code: ErrorCode,
  message: string,
  remedy: string,
  more: { field?: string; details?: string } = {},
): { readonly ok: false; readonly error: TuttiError } => ({
  ok: false,
  error: { code, message, remedy, ...more },
});

/** Carries an expected failure through code that can't return a Result (a transaction, a constructor). */
export class TuttiFailure extends Error {
  readonly error: TuttiError;
  constructor(error: TuttiError) {
    super(error.message);
    this.name = 'TuttiFailure';
    this.error = error;
  }
}
