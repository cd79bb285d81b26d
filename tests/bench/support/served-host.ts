import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { FrameClient } from '../../../src-main/hosts/frame-client/frame-client.ts';
import { connectSocket } from '../../../src-main/hosts/local-socket/connect-socket.ts';
import { type BenchHost, demand } from './bench-host.ts';
import type { Ground } from './ground.ts';

const readySchema = z.object({ socket: z.string(), token: z.string(), pid: z.number() });

/** `tutti serve` in a process of its own: what a host costs, and nothing of the benchmark in it. */
export const serveHost = async (ground: Ground): Promise<BenchHost> => {
  const program = join(ground.checkout, 'out', 'main', 'cli.js');
  const args = [program, 'serve', '--json', '--project', ground.repository];
  const child = spawn(process.execPath, args, { env: ground.env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  ground.onEnd(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  const [line] = await Promise.race([
    once(createInterface(child.stdout), 'line') as Promise<[string]>,
    ended.then(() => Promise.reject(new Error('tutti serve ended before it was ready'))),
  ]);
  const { socket, token, pid } = readySchema.parse(JSON.parse(line));
  const client = new FrameClient(demand(await connectSocket(socket, { token })));
  ground.onEnd(() => client.close());
  return {
    pid,
    call: async (verb, input) => demand(await client.call(verb, input)),
    followEvents: (sink) =>
      client.follow('events.follow', { after: 0 }, { item: sink, end: () => {} }).cancel,
    followTerminal: (id, sink) => client.follow('terminals.follow', { id }, { item: sink, end: () => {} }),
  };
};
