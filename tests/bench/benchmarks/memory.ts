import { join } from 'node:path';
import type { Page } from 'playwright';
import type { Benchmark } from '../benchmark.ts';
import { against, type Figure } from '../figures.ts';
import { type BenchHost, screenShows, spawnOne, untilTrue, widenLimits } from '../support/bench-host.ts';
import { openApp, tuttiArgs } from '../support/electron-app.ts';
import { type Ground, serverOf, socketsOf, writeProfile } from '../support/ground.ts';
import { proportionalMb, residentMb } from '../support/process-cpu.ts';
import { serveHost } from '../support/served-host.ts';

const few = 10;
const more = 60;
const scrollback = 5000;
const panes = 8;
/** After the last byte: garbage is collected when there is time for it. */
const settleMs = 3000;

const memory = async (ground: Ground): Promise<Figure[]> => {
  writeProfile(ground, 'fill', fillProfile);
  const host = await serveHost(ground);
  await widenLimits(host, scrollback);
  ground.say(`${few} instances, each with ${scrollback} lines`);
  const ids = await fill(host, few);
  const [socket = ''] = socketsOf(ground.env);
  const { server } = await serverOf(socket);
  const before = await settled(host.pid, server);
  ground.say(`${more} instances`);
  ids.push(...(await fill(host, more - few)));
  const after = await settled(host.pid, server);
  const each = (now: number, then: number): number => (now - then) / (more - few);
  const figures: Figure[] = [
    { name: `host with ${few} instances`, value: before.host, unit: 'MB' },
    {
      name: 'host, per additional instance',
      value: each(after.host, before.host),
      unit: 'MB',
      note: `${scrollback} lines of 80 columns of scrollback filled in each, and as many in tmux`,
    },
    { name: 'tmux server, per additional instance', value: each(after.server, before.server), unit: 'MB' },
  ];
  return [...figures, ...(await ofRenderer(ground, ids.slice(0, panes)))];
};

/** Ends with a word that is looked for. `seq` numbers lines of the width of the screen. */
const fillProfile = `name: fill
command: /bin/sh
args: ["-c", "seq -f '%078.0f' 1 ${scrollback + 100}; printf 'it is full'; exec cat"]
confirm: { expected: false, reminder: none }
`;

const fill = async (host: BenchHost, count: number): Promise<string[]> => {
  const spawned = await Promise.all(Array.from({ length: count }, () => spawnOne(host, 'fill')));
  const ids = spawned.map(({ id }) => id);
  for (const id of ids) await untilTrue(`${id} is full`, () => screenShows(host, id, 'it is full'));
  return ids;
};

const settled = async (host: number, server: number): Promise<{ host: number; server: number }> => {
  await new Promise((resolve) => setTimeout(resolve, settleMs));
  return { host: residentMb(host), server: residentMb(server) };
};

/** The app attaches to the host: what its page takes is looked at alone. */
const ofRenderer = async (ground: Ground, ids: readonly string[]): Promise<Figure[]> => {
  ground.say(`the window, with ${panes} panes`);
  const userData = join(ground.folder, 'user-data');
  const { page, renderer, quit } = await openApp(ground, tuttiArgs(ground), {
    userData,
    text: ids[0] ?? '',
  });
  const look = async (): Promise<number> => {
    await new Promise((resolve) => setTimeout(resolve, settleMs));
    await page.requestGC();
    return proportionalMb(renderer);
  };
  const none = await look();
  await page.getByRole('button', { name: 'As a grid' }).click();
  for (const id of ids) await openPane(page, id);
  const shown = await look();
  await page.getByRole('button', { name: 'Only the active one' }).click();
  const hidden = await look();
  await quit();
  return [
    { name: `page with ${more} instances and no pane`, value: none, unit: 'MB' },
    {
      name: 'page, per pane in a grid',
      value: (shown - none) / panes,
      unit: 'MB',
      note: `${panes} panes, each restored from a snapshot with its scrollback`,
    },
    against(
      {
        name: `page, per pane with all but one hidden`,
        value: (hidden - none) / panes,
        unit: 'MB',
      },
      { name: 'in a grid', value: (shown - none) / panes },
    ),
  ];
};

const openPane = async (page: Page, id: string): Promise<void> => {
  await page.getByRole('button', { name: 'Open another terminal' }).click();
  await page
    .getByRole('menuitem', { name: id, exact: true })
    .or(page.getByRole('menuitem').filter({ hasText: new RegExp(`${id}$`) }))
    .first()
    .click();
};

export const memoryBenchmark: Benchmark = {
  name: 'memory',
  title: 'Memory per additional instance',
  run: memory,
};
