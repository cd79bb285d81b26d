import { execFileSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { expect, test } from 'vitest';
import { closingInherited } from '../../../src-main/adapters/system/close-inherited.ts';

test('a program that outlives its host inherits the standard streams alone, and its arguments as they are', () => {
  const open = openSync('/dev/null', 'r');
  const stdio = ['ignore', 'pipe', 'inherit', ...Array.from({ length: 12 }, () => open)] as const;
  const look = 'ls /proc/$$/fd | tr "\\n" " "; printf "%s|" "$@"';
  const odd = ['a b', '$HOME', '"; ls', ''];
  const run = (leaks: boolean): string => {
    const { command, args } = closingInherited('/bin/bash', ['-c', look, 'x', ...odd], leaks);
    return execFileSync(command, args, { stdio: [...stdio], encoding: 'utf8' });
  };
  try {
    expect(run(false)).toMatch(/ 14 /);
    const [descriptors, ...words] = run(true).split(/(?<=\d )(?=a b)/);
    expect(descriptors?.trim()).toBe('0 1 2');
    expect(words.join('')).toBe('a b|$HOME|"; ls||');
  } finally {
    closeSync(open);
  }
});
