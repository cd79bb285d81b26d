import { createConnection, type Socket } from 'node:net';
import { decodeFrame, encodeFrame } from '@contract/frames.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { FrameLink } from '../frame-client/frame-link.ts';
import { type Welcome, welcomeSchema } from './hello.ts';
import { socketVersion } from './socket-version.ts';
import { splitLines } from './split-lines.ts';

/** How long a host may take for its greeting: it answers from its event loop, which is never blocked for seconds. */
const greetingMs = 5_000;

export interface SocketLink extends FrameLink {
  readonly host: { readonly pid: number; readonly version: string };
}

/** Connects to a host's local socket. `no_host` when nobody listens there, `timeout` when somebody does but says nothing. */
export const connectSocket = (path: string, as: { token?: string }): Promise<Result<SocketLink>> =>
  new Promise((resolve) => {
    const socket = createConnection(path);
    const link = new SocketFrames(socket);
    const settle = (result: Result<SocketLink>): void => {
      clearTimeout(timer);
      if (!result.ok) socket.destroy();
      resolve(result);
    };
    const timer = setTimeout(() => {
      settle(fail('timeout', `The host at ${path} does not answer.`, 'End that host and start it again.'));
    }, greetingMs);
    link.onGreeting = (line) => settle(greeted(line, link));
    socket.once('connect', () => socket.write(`${JSON.stringify({ tutti: socketVersion, ...as })}\n`));
    socket.on('error', (error) => {
      settle(fail('no_host', `No host answers at ${path} (${error.message}).`, 'Start one: tutti serve'));
    });
    socket.once('close', () =>
      settle(fail('no_host', `The host at ${path} hung up.`, 'Start it again: tutti serve')),
    );
  });

const greeted = (line: string, link: SocketFrames): Result<SocketLink> => {
  const welcome = welcomeSchema.safeParse(parsedGreeting(line));
  if (!welcome.success) {
    return fail(
      'unsupported',
      'The host speaks another version of Tutti.',
      'Use the tutti of the running host, or restart it.',
    );
  }
  if ('error' in welcome.data) return { ok: false, error: welcome.data.error };
  link.host = welcome.data;
  return ok(link);
};

const parsedGreeting = (line: string): unknown => {
  try {
    return JSON.parse(line) as Welcome;
  } catch {
    return null;
  }
};

class SocketFrames implements SocketLink {
  host = { pid: 0, version: '' };
  onGreeting: ((line: string) => void) | null = null;
  private receive: (raw: unknown) => void = () => {};
  private gone: () => void = () => {};

  constructor(private readonly socket: Socket) {
    socket.on(
      'data',
      splitLines(
        (line) => this.line(line),
        () => socket.destroy(),
      ),
    );
    socket.once('close', () => this.gone());
  }

  private line(line: string): void {
    if (!this.onGreeting) {
      this.receive(decodedLine(line));
      return;
    }
    const greeting = this.onGreeting;
    this.onGreeting = null;
    greeting(line);
  }

  listen(receive: (raw: unknown) => void, gone: () => void): void {
    this.receive = receive;
    this.gone = gone;
    if (this.socket.destroyed) gone();
  }

  send(frame: Parameters<FrameLink['send']>[0]): void {
    if (!this.socket.destroyed) this.socket.write(`${encodeFrame(frame)}\n`);
  }

  close(): void {
    this.socket.destroy();
  }
}

const decodedLine = (line: string): unknown => {
  try {
    return decodeFrame(line);
  } catch {
    return null;
  }
};
