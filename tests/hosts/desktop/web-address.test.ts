import { expect, test } from 'vitest';
import { isWebAddress } from '../../../src-main/hosts/desktop/web-address.ts';

test('only an address of the web leads out of the app', () => {
  expect(isWebAddress('https://github.com/ada/orders/pull/7')).toBe(true);
  expect(isWebAddress('http://git.example.org/x')).toBe(true);
  for (const address of [
    'file:///etc/passwd',
    'javascript:alert(1)',
    'vscode://file/x',
    'smb://host/share',
    'https://ada:token@github.com/x',
    'tutti://app/',
    'about:blank',
    '',
  ])
    expect(isWebAddress(address)).toBe(false);
});
