import { expect, test } from 'vitest';
import { systemClock } from '../../../src-main/adapters/system/clock.ts';
import { systemSecrets } from '../../../src-main/adapters/system/secrets.ts';

test('tokens are long, URL-safe and never the same', () => {
  const tokens = Array.from({ length: 100 }, () => systemSecrets.token());
  expect(new Set(tokens).size).toBe(100);
  for (const token of tokens) expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(systemSecrets.nonce()).toMatch(/^[0-9a-f]{16}$/);
  expect(systemSecrets.hash('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('a timer runs once, a cancelled one never', async () => {
  const seen: string[] = [];
  const cancel = systemClock.after(0, () => seen.push('cancelled'));
  cancel();
  await new Promise<void>((resolve) => {
    systemClock.after(1, () => {
      seen.push('ran');
      resolve();
    });
    // The clock's own timers are unref'ed: this one keeps the test's process up meanwhile.
    const keep = setTimeout(() => undefined, 5000);
    systemClock.after(2, () => clearTimeout(keep));
  });
  expect(seen).toEqual(['ran']);
});
