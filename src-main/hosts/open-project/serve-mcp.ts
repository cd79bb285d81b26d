import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { ok, type Result } from '@contract/result.ts';
import { defaultSettings } from '@contract/settings.ts';
import { hookDialects } from '../../adapters/agents/hook-dialects/all.ts';
import type { Duties } from '../../adapters/mcp/prompts.ts';
import { type RunningMcpServer, startMcpServer } from '../../adapters/mcp/start-mcp-server.ts';
import { roleDuties } from '../../core/hierarchy/role-prompt.ts';
import type { Caller } from '../../core/model/caller.ts';
import type { Log } from '../../core/ports/log.ts';
import type { ProjectRooms } from '../../core/ports/rooms.ts';
import type { Store } from '../../core/ports/store.ts';

const portKey = 'mcp.port';

export interface ServedMcp {
  readonly server: RunningMcpServer;
  /** What is to be told of the port; null when all is as before. */
  readonly notice: string | null;
}

/**
 * Where a project's first port is looked for: below the ports that systems give to outgoing connections (Linux from 32768,
 * others from 49152), since one of those may be lent to any program while the host is away.
 */
const ports = { from: 20_000, below: 32_000, tries: 12 };

/** A host that is just ending, or an agent's connection to its own port, frees it within this time. */
const comesFreeMs = 3000;
const lookAgainMs = 100;

type Start = (port: number) => Promise<Result<RunningMcpServer>>;

const isTaken = (started: Result<RunningMcpServer>): boolean =>
  !started.ok && started.error.code === 'port_in_use';

const atOldPort = async (start: Start, port: number): Promise<Result<RunningMcpServer>> => {
  const until = Date.now() + comesFreeMs;
  let started = await start(port);
  while (isTaken(started) && Date.now() < until) {
    await pause(lookAgainMs);
    started = await start(port);
  }
  return started;
};

const atNewPort = async (start: Start): Promise<Result<RunningMcpServer>> => {
  for (let tries = 0; tries < ports.tries; tries++) {
    const started = await start(randomInt(ports.from, ports.below));
    if (!isTaken(started)) return started;
  }
  return start(0);
};

/** Tutti itself looks at the limits that a role's duties name. */
const looker: Caller = { kind: 'person', door: 'core', readOnly: true };

const dutiesOf =
  (rooms: ProjectRooms): Duties =>
  async (role, given) => {
    const view = await rooms.call(looker, 'view.get', {});
    const { limits } = view.ok ? view.value.settings : defaultSettings;
    return roleDuties({ role, limits, ...given });
  };

/** Serves MCP at the port of the last time, so that agents which outlived the host find it again; else at a free one. */
export const serveMcp = async (setup: {
  rooms: ProjectRooms;
  store: Store;
  personToken: string;
  version: string;
  log: Log;
}): Promise<Result<ServedMcp>> => {
  const { rooms, store, personToken, version, log } = setup;
  const before = Number(store.getMeta(portKey) ?? 0);
  const start: Start = (port) =>
    startMcpServer({ rooms, personToken, port, log, version, duties: dutiesOf(rooms), hookDialects });
  let started = before === 0 ? await atNewPort(start) : await atOldPort(start, before);
  let notice: string | null = null;
  if (before !== 0 && isTaken(started)) {
    started = await atNewPort(start);
    notice = `Port ${before}, where the agents knew Tutti, is taken by another program: those that still run can’t reach it. Restart them.`;
  }
  if (!started.ok) return started;
  if (started.value.port !== before) store.setMeta(portKey, String(started.value.port));
  return ok({ server: started.value, notice });
};
