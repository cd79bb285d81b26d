import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ControlClient } from '../../../src-main/adapters/tmux/control-client.ts';
import { demand } from './bench-host.ts';
import type { Ground } from './ground.ts';

/** One control client on a server of its own with one pane: what tmux itself can do, with none of Tutti around it. */
export interface BareTmux {
  readonly socket: string;
  /** Sends keys and waits until the pane's output holds `text`; milliseconds. */
  keyToOutput(keys: string, text: string): Promise<number>;
  /** Bytes of output that were decoded so far. */
  received(): number;
}

/** Output is searched for a word over so many bytes back: a word may come in two pieces. */
const keptBytes = 256;

export const bareTmux = async (ground: Ground, program: readonly string[]): Promise<BareTmux> => {
  const folder = join(ground.env.TMUX_TMPDIR ?? '', 'bare');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const socket = join(folder, randomBytes(4).toString('hex'));
  let received = 0;
  let tail = '';
  let wanted: { text: string; found: () => void } | null = null;
  const client = await ControlClient.open({
    path: 'tmux',
    args: [
      '-S',
      socket,
      '-f',
      '/dev/null',
      '-u',
      '-C',
      'new-session',
      '-x',
      '80',
      '-y',
      '24',
      '--',
      ...program,
    ],
    env: ground.env,
    commandTimeoutMs: 60_000,
    output: (_pane, bytes) => {
      received += bytes.length;
      tail = (tail + bytes.toString('latin1')).slice(-keptBytes - bytes.length);
      if (wanted === null || !tail.includes(wanted.text)) {
        tail = tail.slice(-keptBytes);
        return;
      }
      const { found } = wanted;
      wanted = null;
      tail = '';
      found();
    },
    notification: () => {},
    closed: () => {},
  });
  demand(await client.request('display-message -p ready'));
  ground.onEnd(() => client.leave());
  return {
    socket,
    received: () => received,
    keyToOutput: async (keys, text) => {
      const hex = Buffer.from(keys).toString('hex').replace(/../g, ' $&');
      const seen = new Promise<void>((found) => {
        wanted = { text, found };
      });
      const from = performance.now();
      const typed = client.request(`send-keys -t %0 -H${hex}`);
      await seen;
      const took = performance.now() - from;
      demand(await typed);
      return took;
    },
  };
};
