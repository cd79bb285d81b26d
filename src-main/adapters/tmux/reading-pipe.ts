import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** As much as a local connection holds at once, so that one read empties it. */
const readBytes = 256 * 1024;

export interface ReadingPipe {
  /** What a program gets as its standard output. Close it here once the program has it. */
  readonly programEnd: Socket;
  /** Emits `end` and `close`, but no `data`. */
  readonly ourEnd: Socket;
}

/**
 * A pipe that is read into one buffer, again and again. Node gives each read of a child's own stdout memory of its own, which
 * V8 counts as garbage of its old generation: under a flood of 13 MB/s that was a full collection every 280 ms, each with
 * pauses of up to 13 ms. Node has no call for a connected pair, so this is a connection through a socket in a private folder.
 * `read` gets a view that the next read overwrites.
 */
export const openReadingPipe = async (read: (bytes: Buffer) => void): Promise<ReadingPipe> => {
  const folder = await mkdtemp(join(tmpdir(), 'tutti-pipe-'));
  const path = join(folder, 's');
  const server = createServer();
  try {
    await new Promise<void>((listening, failed) => {
      server.once('error', failed).listen(path, listening);
    });
    const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve));
    const buffer = Buffer.allocUnsafeSlow(readBytes);
    const ourEnd = connect({
      path,
      onread: {
        buffer,
        callback: (length) => {
          read(buffer.subarray(0, length));
          return true;
        },
      },
    });
    await new Promise<void>((connected, failed) => {
      ourEnd.once('error', failed).once('connect', connected);
    });
    // What breaks from here on ends the pipe: `close` follows and tells.
    ourEnd.removeAllListeners('error').on('error', () => {});
    const programEnd = await accepted;
    programEnd.on('error', () => {});
    return { programEnd, ourEnd };
  } finally {
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
};
