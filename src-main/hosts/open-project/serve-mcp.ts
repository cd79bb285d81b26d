import { ok, type Result } from '@contract/result.ts';
import { type RunningMcpServer, startMcpServer } from '../../adapters/mcp/start-mcp-server.ts';
import type { Log } from '../../core/ports/log.ts';
import type { ProjectRooms } from '../../core/ports/rooms.ts';
import type { Store } from '../../core/ports/store.ts';

const portKey = 'mcp.port';

export interface ServedMcp {
  readonly server: RunningMcpServer;
  /** What is to be told of the port; null when all is as before. */
  readonly notice: string | null;
}

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
  const start = (port: number) => startMcpServer({ rooms, personToken, port, log, version });
  let started = await start(before);
  let notice: string | null = null;
  if (!started.ok && started.error.code === 'port_in_use' && before !== 0) {
    started = await start(0);
    notice = `Port ${before}, where the agents knew Tutti, is taken by another program: those that still run can’t reach it. Restart them.`;
  }
  if (!started.ok) return started;
  if (started.value.port !== before) store.setMeta(portKey, String(started.value.port));
  return ok({ server: started.value, notice });
};
