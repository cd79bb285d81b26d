import type { Log } from '../../src-main/core/ports/log.ts';

export interface MemoryLog extends Log {
  readonly lines: {
    readonly level: 'info' | 'warn' | 'error';
    readonly what: string;
    readonly error?: unknown;
  }[];
}

/** Remembers what was logged, for a test to look at. */
export const memoryLog = (): MemoryLog => {
  const lines: MemoryLog['lines'] = [];
  return {
    lines,
    info: (what) => void lines.push({ level: 'info', what }),
    warn: (what) => void lines.push({ level: 'warn', what }),
    error: (what, error) => void lines.push({ level: 'error', what, error }),
  };
};
