import { randomBytes } from 'node:crypto';
import { TmuxTerminals } from '../../../src-main/adapters/tmux/tmux-terminals.ts';
import type { Log } from '../../../src-main/core/ports/log.ts';

delete process.env.TMUX;

export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A server nobody else uses. */
export function privateSocket(): string {
  return `tutti-test-${process.pid}-${randomBytes(6).toString('hex')}`;
}

export function makeTmux(
  stateDir: string,
  socketName = privateSocket(),
  more: { commandTimeoutMs?: number } = {},
): TmuxTerminals {
  return new TmuxTerminals({ socketName, stateDir, log: silentLog, ...more });
}
