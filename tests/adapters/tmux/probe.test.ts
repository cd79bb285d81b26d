import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installRemedy, isOld, probeTmux } from '../../../src-main/adapters/tmux/probe.ts';
import { testFolder } from '../terminals/with-folder.ts';

/** A program that names itself as that version of tmux. */
function pretender(printed: string): string {
  const path = join(testFolder(), 'tmux');
  writeFileSync(path, `#!/bin/sh\necho '${printed}'\n`);
  chmodSync(path, 0o755);
  return path;
}

describe('looking for tmux', () => {
  it('finds the one that is here', async () => {
    expect(await probeTmux()).toMatchObject({
      ok: true,
      value: { path: expect.stringMatching(/^\/.*tmux$/) },
    });
  });

  it('says what to do when there is none', async () => {
    const found = await probeTmux('tmux', { PATH: '/nowhere' });
    expect(found).toMatchObject({ ok: false, error: { code: 'no_tmux', remedy: installRemedy() } });
    expect(installRemedy('darwin')).toContain('brew install tmux');
    expect(installRemedy('linux')).toContain('apt install tmux');
  });

  it('names both versions when it is too old', async () => {
    const found = await probeTmux(pretender('tmux 2.9a'));
    expect(found).toMatchObject({ ok: false, error: { code: 'tmux_too_old' } });
    expect(JSON.stringify(found)).toMatch(/2\.9a.*3\.2/);
  });

  it.each([
    ['3.1c', true],
    ['3.2', false],
    ['3.2-rc3', false],
    ['3.3a', false],
    ['3.10', false],
    ['next-3.5', false],
    ['next-3.1', true],
    ['openbsd-7.1', false],
    ['openbsd-6.6', true],
    ['master', false],
    ['4.0', false],
  ])('orders versions: %s', (version, old) => {
    expect(isOld(version)).toBe(old);
  });
});
