import { expect, test } from 'vitest';
import { systemMemory } from '../../../src-main/adapters/system/memory.ts';
import { parseMeminfo } from '../../../src-main/adapters/system/platform-linux.ts';
import { parseVmStat } from '../../../src-main/adapters/system/platform-macos.ts';

test('what Linux has available is read from /proc/meminfo', () => {
  const text =
    'MemTotal:       16318120 kB\nMemFree:          402112 kB\nMemAvailable:    3145728 kB\nBuffers: 1 kB\n';
  expect(parseMeminfo(text)).toBe(3 * 1024 ** 3);
  expect(parseMeminfo('MemTotal: 16318120 kB\n'), 'a kernel from before 3.14').toBeNull();
});

test('what macOS has available is what vm_stat counts as free or reusable', () => {
  const text = [
    'Mach Virtual Memory Statistics: (page size of 16384 bytes)',
    'Pages free:                               10000.',
    'Pages active:                            200000.',
    'Pages inactive:                           50000.',
    'Pages speculative:                         1000.',
    'Pages throttled:                              0.',
    'Pages wired down:                         90000.',
    'Pages purgeable:                            536.',
  ].join('\n');
  expect(parseVmStat(text)).toBe(61_536 * 16_384);
  expect(parseVmStat('something else')).toBeNull();
});

test('this machine tells its own', async () => {
  const available = await systemMemory().available();
  expect(available).toBeGreaterThan(1024 ** 2);
  expect(available).toBeLessThan(1024 ** 5);
});
