import type { Log } from '../../src-main/core/ports/log.ts';

/** A log that keeps its errors, so that a test can say there were none. */
export class SilentLog implements Log {
  readonly errors: { readonly what: string; readonly error: unknown }[] = [];

  info(): void {
    // Not looked at by any test.
  }

  warn(): void {
    // Not looked at by any test.
  }

  error(what: string, error: unknown): void {
    this.errors.push({ what, error });
  }
}
