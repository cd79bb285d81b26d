import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ControlClient } from '../../../src-main/adapters/tmux/control-client.ts';
import { quoteWord } from '../../../src-main/adapters/tmux/quote.ts';
import { demand } from './bench-host.ts';
import type { Ground } from './ground.ts';
import type { HookRelay } from './hook-relay.ts';

/** claude in a pane of a tmux server of its own, with its hooks and none of Tutti around it. */
export interface BareClaude {
  /**
   * Pastes a text, waits so many ms or until claude has drawn something, presses Enter, and waits for claude's prompt hook; ms. Null:
   * the Enter was swallowed.
   */
  deliver(text: string, wait: number | 'drawn'): Promise<number | null>;
}

/** A prompt hook that has not come by then never comes: they take 50 ms, and some 300 ms on a busy machine. */
const swallowedMs = 3000;

const hooks = (url: string): string => {
  const each = [{ hooks: [{ type: 'http', url, timeout: 10 }] }];
  return JSON.stringify({ hooks: { UserPromptSubmit: each, Stop: each } });
};

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export const bareClaude = async (ground: Ground, relay: HookRelay): Promise<BareClaude> => {
  const folder = join(ground.env.TMUX_TMPDIR ?? '', 'bare');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const settings = join(ground.folder, 'bare-settings.json');
  writeFileSync(settings, hooks(relay.url));
  const server = ['-S', join(folder, randomBytes(4).toString('hex')), '-f', '/dev/null', '-u', '-C'];
  const program = ['claude', '--settings', settings, 'Say hello.'];
  let drawn = (): void => {};
  const from = relay.calls.length;
  const client = await ControlClient.open({
    path: 'tmux',
    args: [...server, 'new-session', '-x', '120', '-y', '40', '-c', ground.repository, '--', ...program],
    env: ground.env,
    commandTimeoutMs: 60_000,
    output: () => drawn(),
    notification: () => {},
    closed: () => {},
  });
  ground.onEnd(() => client.leave());
  await relay.next('Stop', from);
  const enter = () => client.request('send-keys -t %0 -H 0d');
  return {
    deliver: async (text, wait) => {
      const before = relay.calls.length;
      const started = performance.now();
      const isDrawn = new Promise<void>((resolve) => {
        drawn = resolve;
      });
      demand(
        await client.request(`set-buffer -b one -- ${quoteWord(text)} ; paste-buffer -p -r -d -b one -t %0`),
      );
      if (wait === 'drawn') await isDrawn;
      else if (wait > 0) await sleep(wait);
      demand(await enter());
      const taken = await Promise.race([relay.next('UserPromptSubmit', before), sleep(swallowedMs)]);
      const took = performance.now() - started;
      if (taken === undefined) demand(await enter());
      await relay.next('Stop', before);
      return taken === undefined ? null : took;
    },
  };
};
