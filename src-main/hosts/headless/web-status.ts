import type { IncomingHttpHeaders } from 'node:http';
import type { ProgressOfRun } from '@contract/progress.ts';
import type { Result, TuttiError } from '@contract/result.ts';

/** Where programs ask how a run goes. */
export const statusPath = '/api/orchestration-status';

export type ReadStatus = () => Promise<Result<ProgressOfRun>>;

export interface JsonAnswer {
  readonly status: 200 | 401 | 403 | 405 | 500 | 503;
  readonly body: unknown;
}

const refused = (status: JsonAnswer['status'], error: Omit<TuttiError, 'field' | 'details'>): JsonAnswer => ({
  status,
  body: { error },
});

export const statusNotAdmitted = refused(401, {
  code: 'refused',
  message: 'No token, or not this project’s.',
  remedy: 'Send the token that `tutti serve` printed as "Authorization: Bearer TOKEN".',
});

/** A page of another origin must not even cause the work, though it could not read the answer. */
const isForeign = ({ origin, host }: IncomingHttpHeaders): boolean =>
  origin !== undefined && origin !== `http://${host}`;

/** Answers who is admitted: `progress.all` as it is; 503 while the project's host is away. */
export const answerStatus = async (
  method: string,
  headers: IncomingHttpHeaders,
  read: ReadStatus,
): Promise<JsonAnswer> => {
  if (isForeign(headers))
    return refused(403, {
      code: 'refused',
      message: 'This page is not Tutti’s own.',
      remedy: 'Ask from a program, without an Origin header.',
    });
  if (method !== 'GET')
    return refused(405, { code: 'bad_input', message: `${method} is not served here.`, remedy: 'Use GET.' });
  const result = await read();
  if (result.ok) return { status: 200, body: result.value };
  return { status: result.error.code === 'no_host' ? 503 : 500, body: { error: result.error } };
};
