import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRefreshPulse } from '../../../src-renderer/transcript/refresh-pulse.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('many events are one look soon and one when it is quiet; without events there is none', async () => {
  const look = vi.fn(async () => undefined);
  const pulse = createRefreshPulse(look);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(look).not.toHaveBeenCalled();
  for (let n = 0; n < 100; n++) pulse.ring();
  await vi.advanceTimersByTimeAsync(250);
  expect(look).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(look).toHaveBeenCalledTimes(2);
});

test('two looks never overlap, and what happened during one is looked for after it', async () => {
  const ends: (() => void)[] = [];
  const look = vi.fn(() => new Promise<void>((resolve) => ends.push(resolve)));
  const pulse = createRefreshPulse(look);
  pulse.ring();
  await vi.advanceTimersByTimeAsync(250);
  pulse.ring();
  await vi.advanceTimersByTimeAsync(5000);
  expect(look).toHaveBeenCalledTimes(1);
  ends[0]?.();
  await vi.advanceTimersByTimeAsync(250);
  expect(look).toHaveBeenCalledTimes(2);
});

test('stopped, it looks no more', async () => {
  const look = vi.fn(async () => undefined);
  const pulse = createRefreshPulse(look);
  pulse.ring();
  pulse.stop();
  pulse.ring();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(look).not.toHaveBeenCalled();
});
