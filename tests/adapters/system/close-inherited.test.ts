import { execFileSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { expect, test } from 'vitest';
import { closingInherited } from '../../../src-main/adapters/system/close-inherited.ts';

test('a program that outlives its host inherits the standard streams alone, and its arguments as they are', () => {
  const open = openSync('/dev/null', 'r');
  const stdio = ['ignore', 'pipe', 'inherit', ...Array.from({ length: 12 }, () => open)] as const;
  // Not by a pipe or a glob: those would be open descriptors themselves.
  const look = 'ls /proc/$$/fd; printf "%s|" "$@"';
  const odd = ['a b', '$HOME', '"; ls', ''];
  const run = (leaks: boolean): string => {
    const { command, args } = closingInherited('/bin/bash', ['-c', look, 'x', ...odd], leaks);
    return execFileSync(command, args, { stdio: [...stdio], encoding: 'utf8' });
  };
  try {
    expect(run(false).split('\n')).toContain('14');
    expect(run(true)).toBe('0\n1\n2\na b|$HOME|"; ls||');
  } finally {
    closeSync(open);
  }
});
