import { dirname } from 'node:path';
import { fail, type Result } from '@contract/result.ts';

/** Why a file of the person's could not be written or removed, and what to do about it. */
export function notWritten(file: string, error: unknown): Result<never> {
  const { code = '', message = String(error) } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return fail(
      'disk_full',
      `There is no room for ${file}; what was there is as it was.`,
      'Free some space, and try again.',
    );
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return fail(
      'state_read_only',
      `${file} can't be written (${code}); what was there is as it was.`,
      `Make ${dirname(file)} writable, and try again.`,
    );
  return fail(
    'state_read_only',
    `${file} can't be written: ${message}`,
    `Look at ${dirname(file)}, and try again.`,
  );
}
