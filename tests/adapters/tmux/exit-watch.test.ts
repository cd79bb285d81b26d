import type { Exit } from '@contract/instances.ts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ExitWatch } from '../../../src-main/adapters/tmux/exit-watch.ts';
import { PaneRegistry } from '../../../src-main/adapters/tmux/pane-registry.ts';
import type { PaneInfo } from '../../../src-main/core/ports/terminals.ts';

const unknown: Exit = { status: null, signal: null };
const killed: Exit = { status: null, signal: 'SIGKILL' };

const info = (pane: string, exit: Exit | null): PaneInfo => ({
  ...{ pane, tag: pane, pid: 1, size: { cols: 80, rows: 24 } },
  ...{ exit, mark: null, submitted: null },
});

/** A server whose panes end as the test says, and a watch of it. */
const watched = (...names: string[]) => {
  const told = new Map<string, Exit>();
  const exits = new Map<string, Exit | null>(names.map((name) => [name, null]));
  const panes = new PaneRegistry({
    output: () => undefined,
    exited: (pane, exit) => void told.set(pane, exit),
    gap: () => undefined,
    lost: () => undefined,
    restored: () => undefined,
  });
  for (const name of names) panes.adopt({ info: info(name, null), window: name });
  let nudges = 0;
  const watch = new ExitWatch({
    panes,
    list: async () => ({ ok: true, value: [...exits].map(([name, exit]) => info(name, exit)) }),
    nudge: () => void nudges++,
    log: { info: vi.fn(), warn: vi.fn(), error: vi.fn() },
  });
  return { told, exits, watch, nudges: () => nudges };
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a status that comes late is told, and the server was nudged for it', async () => {
  const { told, exits, watch, nudges } = watched('a');
  exits.set('a', unknown);
  watch.look();
  await vi.advanceTimersByTimeAsync(1500);
  expect(told.size).toBe(0);
  expect(nudges()).toBeGreaterThan(1);
  exits.set('a', killed);
  await vi.advanceTimersByTimeAsync(500);
  expect(told.get('a')).toEqual(killed);
});

test('one that never comes is told without, and then nothing is looked at any more', async () => {
  const { told, exits, watch, nudges } = watched('a');
  exits.set('a', unknown);
  watch.look();
  await vi.advanceTimersByTimeAsync(3000);
  expect(told.get('a')).toEqual(unknown);
  const before = nudges();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(nudges()).toBe(before);
});

test('a pane that dies while the patience with another is nearly over gets all of its own', async () => {
  const { told, exits, watch } = watched('a', 'b');
  exits.set('a', unknown);
  watch.look();
  await vi.advanceTimersByTimeAsync(1900);
  exits.set('b', unknown);
  await vi.advanceTimersByTimeAsync(1500);
  expect([...told.keys()]).toEqual(['a']);
  exits.set('b', killed);
  await vi.advanceTimersByTimeAsync(1000);
  expect(told.get('b')).toEqual(killed);
});
