import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { reduce } from '@contract/reduce.ts';
import { emptyView } from '@contract/view.ts';
import { expect, onTestFinished, test } from 'vitest';
import { acquireHostLock } from '../../../src-main/adapters/sqlite/host-lock.ts';
import { bundled } from '../../support/bundle.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { opened } from './support.ts';

const program = bundled('tests/adapters/sqlite/busy-host.ts', 'busy-host.js');

/** Runs the host until it has acknowledged `least` events, kills it, and gives the last number it said. */
const killedAfter = async (least: number, args: readonly string[]): Promise<number> => {
  const host = spawn(process.execPath, [fileURLToPath(program()), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void host.kill('SIGKILL'));
  const exited = once(host, 'exit');
  let said = 0;
  for await (const line of createInterface(host.stdout)) {
    said = Number(line);
    if (said >= least) host.kill('SIGKILL');
  }
  await exited;
  return said;
};

test.each([3, 501, 2001])(
  'killed after %i events, everything acknowledged is there, whole',
  async (least) => {
    const folder = tempFolder();
    const [file, lock] = [join(folder, 'events.db'), join(folder, 'host.lock')];
    const said = await killedAfter(least, [file, lock]);
    expect(said).toBeGreaterThanOrEqual(least);
    const mine = acquireHostLock(lock);
    expect(mine.ok).toBe(true);
    if (mine.ok) mine.value.release();
    const { store, notice } = opened(file);
    expect(notice).toBeNull();
    const log = store.events({ after: 0, limit: 1_000_000, newest: false });
    expect(log.map(({ seq }) => seq)).toEqual(log.map((_, at) => at + 1));
    expect(log.length).toBeGreaterThanOrEqual(said);
    // Run start, then pairs: half a commit would make it even.
    expect(log.length % 2).toBe(1);
    // Folding thousands of messages copies the view each time: the last part is what a kill could have hurt.
    const view = store.view();
    const messages = view.messages.flat();
    expect(messages).toHaveLength((log.length - 1) / 2);
    expect(messages.every(({ state }) => state === 'accepted')).toBe(true);
    if (least < 1000) expect(view).toEqual(log.reduce(reduce, emptyView));
  },
);
