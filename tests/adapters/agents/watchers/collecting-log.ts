import type { Log } from '../../../../src-main/core/ports/log.ts';

/** Keeps what it is told. */
export const collectingLog = (): Log & { readonly told: readonly string[] } => {
  const told: string[] = [];
  return {
    told,
    info: (what) => void told.push(what),
    warn: (what) => void told.push(what),
    error: (what, error) => void told.push(`${what}: ${String(error)}`),
  };
};
