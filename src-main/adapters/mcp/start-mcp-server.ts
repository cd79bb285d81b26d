import { ok, type Result } from '@contract/result.ts';
import type { Caller } from '../../core/model/caller.ts';
import type { Log } from '../../core/ports/log.ts';
import type { ProjectRooms } from '../../core/ports/rooms.ts';
import { dialectRoute, type HookDialect, hookRoute } from './hook-route.ts';
import { sameSecret } from './http-guard.ts';
import { startMcpEndpoint } from './mcp-endpoint.ts';
import type { Duties } from './prompts.ts';
import { toolServerFor } from './tool-server.ts';

export interface McpServerOptions {
  readonly rooms: ProjectRooms;
  /** The person's own token: every right, unless `readOnly`. */
  readonly personToken: string;
  /** 0 picks a free one. Give the port of the last time, so that agents which outlived the host find it again. */
  readonly port: number;
  readonly log: Log;
  readonly version: string;
  /** The words of the prompts. */
  readonly duties: Duties;
  /** How to read what a CLI's own hooks send to `/hook/<name>`. */
  readonly hookDialects?: Readonly<Record<string, HookDialect>>;
  /** The person may look but change nothing; instances go on as they are. */
  readonly readOnly?: boolean;
}

export interface RunningMcpServer {
  /** `http://127.0.0.1:PORT/mcp` */
  readonly url: string;
  /** `http://127.0.0.1:PORT/hook` */
  readonly hookUrl: string;
  readonly port: number;
  /** Ends all sessions and streams within a second. */
  close(): Promise<void>;
}

/** The door that agents use: Tutti's tools over MCP and the hook address, on loopback. Errors: port_in_use, cannot_start. */
export const startMcpServer = async (options: McpServerOptions): Promise<Result<RunningMcpServer>> => {
  const { rooms, personToken, log, version, duties, readOnly = false, hookDialects = {} } = options;
  const authenticate = (token: string): Caller | null => {
    if (sameSecret(token, personToken)) return { kind: 'person', door: 'mcp', readOnly };
    const found = rooms.identify(token);
    return found === null ? null : { kind: 'instance', id: found.id, run: found.run, door: 'mcp' };
  };
  const started = await startMcpEndpoint({
    port: options.port,
    authenticate,
    serverFor: (caller, stopping) => toolServerFor({ rooms, version, duties, log }, caller, stopping),
    posts: {
      '/hook': hookRoute(rooms, log),
      ...Object.fromEntries(
        Object.entries(hookDialects).map(([name, dialect]) => [
          `/hook/${name}`,
          dialectRoute(rooms, dialect, log),
        ]),
      ),
    },
    log,
  });
  if (!started.ok) return started;
  const { port, close } = started.value;
  const base = `http://127.0.0.1:${port}`;
  return ok({ url: `${base}/mcp`, hookUrl: `${base}/hook`, port, close });
};
