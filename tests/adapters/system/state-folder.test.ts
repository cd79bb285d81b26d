import { chmodSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readHostFile, removeHostFile, writeHostFile } from '../../../src-main/adapters/system/host-file.ts';
import { runtimeSocketPath } from '../../../src-main/adapters/system/runtime-socket.ts';
import { stateFolderOf, stateRootOf } from '../../../src-main/adapters/system/state-folder.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const modeOf = (path: string): number => statSync(path).mode & 0o777;

test('the state is where the person or the system says', () => {
  const HOME = '/home/ada';
  expect(stateRootOf({ HOME, TUTTI_STATE_DIR: '/t', XDG_STATE_HOME: '/x' }, 'linux')).toBe('/t');
  expect(stateRootOf({ HOME, XDG_STATE_HOME: '/x' }, 'linux')).toBe('/x/tutti');
  expect(stateRootOf({ HOME, XDG_STATE_HOME: 'relative' }, 'linux')).toBe('/home/ada/.local/state/tutti');
  expect(stateRootOf({ HOME }, 'darwin')).toBe('/home/ada/Library/Application Support/Tutti');
});

test("a project's folder is private, and the same by every path to it", () => {
  const base = tempFolder();
  const env = { TUTTI_STATE_DIR: join(base, 'state') };
  for (const place of ['a', 'b']) mkdirSync(join(base, place, 'my repo ü'), { recursive: true });
  symlinkSync(join(base, 'a', 'my repo ü'), join(base, 'link'));
  const folder = stateFolderOf(join(base, 'a', 'my repo ü'), env);
  expect(folder).toMatch(/\/state\/projects\/my-repo--[0-9a-f]{10}$/);
  expect(modeOf(folder)).toBe(0o700);
  expect(modeOf(join(base, 'state'))).toBe(0o700);
  expect(stateFolderOf(join(base, 'link'), env)).toBe(folder);
  expect(stateFolderOf(join(base, 'b', 'my repo ü'), env)).not.toBe(folder);
});

test('the socket is near the state, or in a private folder where the path would be too long', () => {
  expect(runtimeSocketPath('/short', {})).toEqual({ ok: true, value: '/short/host.sock' });
  const runtime = tempFolder();
  const env = { XDG_RUNTIME_DIR: runtime };
  const deep = `/${'deep'.repeat(30)}`;
  const result = runtimeSocketPath(deep, env);
  if (!result.ok) throw new Error(result.error.message);
  expect(result.value).toMatch(/\/tutti-\d+\/[0-9a-f]{16}\.sock$/);
  expect(runtimeSocketPath(deep, env)).toEqual(result);
  const folder = join(runtime, `tutti-${process.getuid?.()}`);
  expect(modeOf(folder)).toBe(0o700);
  chmodSync(folder, 0o777);
  expect(runtimeSocketPath(deep, env)).toMatchObject({ ok: false, error: { code: 'state_read_only' } });
});

test('the host tells where it is, and takes only its own word back', () => {
  const folder = tempFolder();
  const host = { pid: 7, startTime: 's', socket: '/s', mcp: 'http://127.0.0.1:1/mcp', version: '1' };
  expect(readHostFile(folder)).toBeNull();
  writeHostFile(folder, host);
  expect(readHostFile(folder)).toEqual(host);
  expect(modeOf(join(folder, 'host.json'))).toBe(0o600);
  removeHostFile(folder, 8);
  expect(readHostFile(folder)).toEqual(host);
  removeHostFile(folder, 7);
  expect(readHostFile(folder)).toBeNull();
  writeFileSync(join(folder, 'host.json'), '{"pid":');
  expect(readHostFile(folder)).toBeNull();
});
