import { spawn } from 'node:child_process';

export interface Printed {
  readonly bytes: Buffer;
  /** It would have printed more than was asked for. */
  readonly cut: boolean;
}

/**
 * What git prints, up to `limit` bytes; null where it fails. In the environment that git has given its hook: it names the index that is
 * committed.
 */
export const askGit = (
  args: readonly string[],
  more: { readonly input?: string; readonly limit?: number } = {},
): Promise<Printed | null> =>
  new Promise((resolve) => {
    const { input = '', limit = Number.POSITIVE_INFINITY } = more;
    const child = spawn('git', args, {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, GIT_OPTIONAL_LOCKS: '0' },
    });
    const parts: Buffer[] = [];
    let size = 0;
    let cut = false;
    child.stdout.on('data', (part: Buffer) => {
      if (cut) return;
      parts.push(part.subarray(0, limit - size));
      size += part.length;
      cut = size > limit;
      if (cut) child.kill('SIGKILL');
    });
    // One that ends before it has read all tells so by its exit code.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.on('error', () => resolve(null));
    child.on('close', (code) => resolve(code === 0 || cut ? { bytes: Buffer.concat(parts), cut } : null));
  });
