import { chmod, lstat, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { decodeFrame, encodeFrame } from '@contract/frames.ts';
import { fail, ok, type Result, type TuttiError } from '@contract/result.ts';
import { type FrameConnection, serveFrames } from '../../core/doors/serve-frames.ts';
import type { ServedRooms } from '../../core/doors/served-rooms.ts';
import type { Caller } from '../../core/model/caller.ts';
import type { Log } from '../../core/ports/log.ts';
import { connectSocket } from './connect-socket.ts';
import { helloSchema, type Welcome } from './hello.ts';
import { socketVersion } from './socket-version.ts';
import { splitLines } from './split-lines.ts';

export interface SocketSetup {
  readonly path: string;
  readonly version: string;
  /** Who a token was given to; null when to nobody. */
  identify(token: string): Caller | null;
  /** The rooms for one new connection, and what to do when it ends. */
  enter(): { rooms: ServedRooms; leave(): void };
  readonly log: Log;
}

export interface ServedSocket {
  /** Ends every connection and removes the socket. */
  close(): Promise<void>;
}

/** Serves frames, one a line, on a local socket that its owner alone may open. `host_running` when one answers there. */
export const serveSocket = async (setup: SocketSetup): Promise<Result<ServedSocket>> => {
  const free = await removeStale(setup.path);
  if (!free.ok) return free;
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    serveConnection(socket, setup);
  });
  const listening = await listen(server, setup.path);
  if (!listening.ok) return listening;
  await chmod(setup.path, 0o600);
  return ok({
    close: () =>
      new Promise<void>((resolve) => {
        for (const socket of open) socket.destroy();
        // Node removes the socket's file itself.
        server.close(() => resolve());
      }),
  });
};

/** A socket that nobody answers at was left by a host that was killed. Anything but a socket is never removed. */
const removeStale = async (path: string): Promise<Result<void>> => {
  const found = await lstat(path).catch(() => null);
  if (!found) return ok(undefined);
  if (!found.isSocket()) {
    return fail('state_read_only', `${path} is in the way of the host's socket.`, `Remove ${path}.`);
  }
  const answer = await connectSocket(path, {});
  if (answer.ok) {
    answer.value.close();
    return fail('host_running', `A host answers at ${path} already.`, 'Attach to it, or end it first.');
  }
  if (answer.error.code !== 'no_host') {
    return fail('host_running', `Somebody holds ${path}: ${answer.error.message}`, 'End that program first.');
  }
  await rm(path, { force: true });
  return ok(undefined);
};

const listen = (server: Server, path: string): Promise<Result<void>> =>
  new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      resolve(
        error.code === 'EADDRINUSE'
          ? fail('host_running', `Another host took ${path}.`, 'Attach to it, or end it first.')
          : fail('state_read_only', `${path} can't be made: ${error.message}.`, 'Make its folder writable.'),
      );
    });
    // The file is made while `listen` runs: so it never has any other rights, not even until the chmod.
    const umask = process.umask(0o177);
    server.listen(path, () => resolve(ok(undefined)));
    process.umask(umask);
  });

const serveConnection = (socket: Socket, setup: SocketSetup): void => {
  let connection: FrameConnection | null = null;
  let leave = (): void => {};
  let refused = false;
  const refuse = (error: TuttiError): void => {
    refused = true;
    const refusal: Welcome = { error };
    socket.end(`${JSON.stringify(refusal)}\n`);
  };
  const send = writeTogether(socket);
  const begin = (line: string): void => {
    const caller = callerOf(line, setup);
    if (!caller.ok) {
      refuse(caller.error);
      return;
    }
    const entered = setup.enter();
    leave = entered.leave;
    const welcome: Welcome = { tutti: socketVersion, pid: process.pid, version: setup.version };
    socket.write(`${JSON.stringify(welcome)}\n`);
    connection = serveFrames({
      rooms: entered.rooms,
      caller: caller.value,
      log: setup.log,
      send: (frame) => send(`${encodeFrame(frame)}\n`),
    });
  };
  const onLine = (line: string): void => {
    if (connection) connection.receive(parsed(line));
    else if (!refused) begin(line);
  };
  const onTooLong = (): void => {
    setup.log.warn('a caller sent a line beyond the limit: its connection was ended');
    socket.destroy();
  };
  socket.on('data', splitLines(onLine, onTooLong));
  socket.on('drain', () => connection?.drained());
  socket.on('error', (error) => setup.log.info('a local connection broke', { reason: error.message }));
  socket.once('close', () => {
    connection?.close();
    leave();
  });
};

/**
 * What is sent in one go (an answer, and the events of what it did) goes out as one write, and after what was begun meanwhile: a write
 * takes up to half a millisecond, and a delivery that was just begun need not wait for the news of it. False once the other side is
 * behind, as `write` has it.
 */
const writeTogether = (socket: Socket): ((line: string) => boolean) => {
  let corked = false;
  return (line) => {
    if (socket.destroyed) return true;
    if (!corked) {
      corked = true;
      socket.cork();
      const flush = (): void => {
        corked = false;
        socket.uncork();
      };
      // Once more round: behind what this turn has queued, which may queue a first step of its own.
      queueMicrotask(() => queueMicrotask(flush));
    }
    return socket.write(line);
  };
};

const callerOf = (line: string, setup: SocketSetup): Result<Caller> => {
  const hello = helloSchema.safeParse(parsed(line));
  if (!hello.success) {
    return fail(
      'bad_input',
      'The first line is not a greeting of this version of Tutti.',
      'Use the tutti of the running host.',
    );
  }
  if (hello.data.token === undefined) return ok({ kind: 'person', door: 'cli', readOnly: false });
  const caller = setup.identify(hello.data.token);
  return caller
    ? ok(caller)
    : fail(
        'refused',
        'This token belongs to no instance that lives.',
        'Use the TUTTI_TOKEN that the instance was started with.',
      );
};

/** Null, which no schema takes, for a line that is not JSON. */
const parsed = (line: string): unknown => {
  try {
    return decodeFrame(line);
  } catch {
    return null;
  }
};
