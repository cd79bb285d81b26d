import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Instance } from '@contract/instances.ts';
import { ok, type Result } from '@contract/result.ts';
import { expect, test, vi } from 'vitest';
import { findEditor, wordsOf, writtenEditor } from '../../../src-main/adapters/system/editors.ts';
import { openInEditor } from '../../../src-main/hosts/desktop/open-in-editor.ts';
import { fileInside, openFile } from '../../../src-main/hosts/host/open-file.ts';
import type { OpenedProject } from '../../../src-main/hosts/open-project/opened-project.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const ground = () => {
  const base = tempFolder();
  const [bin, tree] = [join(base, 'bin'), join(base, 'work tree')];
  mkdirSync(bin);
  mkdirSync(tree);
  const given = join(base, 'given');
  const program = (name: string): void => {
    // Written whole: whoever waits for it finds all of it.
    const lines = `#!/bin/sh\nprintf '%s\\n' "$0" "$@" > '${given}.new'\n/bin/mv '${given}.new' '${given}'\n`;
    writeFileSync(join(bin, name), lines);
    chmodSync(join(bin, name), 0o755);
  };
  const file = join(tree, "it's $(x).ts");
  writeFileSync(file, 'one\ntwo\n');
  const shell = { openPath: vi.fn(async () => ''), showItemInFolder: vi.fn() };
  const opener = (editor: string, env: Record<string, string> = {}) =>
    openInEditor({ env: { PATH: bin, ...env }, shell, editor: () => editor });
  const told = (): Promise<string[]> =>
    vi.waitFor(() => readFileSync(given, 'utf8').trimEnd().split('\n'), 10_000);
  return { base, bin, tree, file, program, shell, opener, told };
};

test('a command is taken apart as words, without a shell', () => {
  expect(wordsOf(`code -g "{file}:{line}"`)).toEqual(['code', '-g', '{file}:{line}']);
  expect(wordsOf(`'/opt/my editor/bin/e' --at={line}`)).toEqual(['/opt/my editor/bin/e', '--at={line}']);
  expect(writtenEditor('gvim')).toEqual(['gvim', '{file}']);
  expect(writtenEditor('  ')).toBeNull();
});

test('the editor of the settings gets the file and the line as words of its own', async () => {
  const { program, opener, file, told, bin } = ground();
  program('mine');
  expect(await opener('mine --at {line} "{file}"; rm -rf')({ file, line: 7 })).toEqual(ok('mine'));
  expect(await told()).toEqual([join(bin, 'mine'), '--at', '7', `${file};`, 'rm', '-rf']);
});

test('one that is not there is named', async () => {
  const { opener, file } = ground();
  expect(await opener('nowhere {file}')({ file, line: 1 })).toMatchObject({
    error: { code: 'cannot_start', field: 'editor' },
  });
});

test('without a setting: $VISUAL where it has a window, else a well-known one', async () => {
  const { program, opener, file, told, bin } = ground();
  program('subl');
  program('gvim');
  expect(await findEditor({ PATH: bin, VISUAL: 'vim' })).toEqual([join(bin, 'subl'), '{file}:{line}']);
  expect(await findEditor({ PATH: bin, VISUAL: 'gvim -f' })).toEqual([
    ...[join(bin, 'gvim'), '+{line}', '{file}'],
  ]);
  expect(await opener('')({ file, line: 2 })).toEqual(ok('subl'));
  expect(await told()).toEqual([join(bin, 'subl'), `${file}:2`]);
});

test('with none the system opens it, but never what it would run', async () => {
  const { opener, file, shell, tree } = ground();
  expect(await opener('')({ file, line: 1 })).toMatchObject({ ok: true });
  expect(shell.openPath).toHaveBeenCalledWith(file);
  const script = join(tree, 'run.sh');
  writeFileSync(script, '#!/bin/sh\n');
  chmodSync(script, 0o755);
  const link = join(tree, 'x.desktop');
  writeFileSync(link, '[Desktop Entry]\n');
  await opener('')({ file: script, line: 1 });
  await opener('')({ file: link, line: 1 });
  expect(shell.openPath).toHaveBeenCalledTimes(1);
  expect(shell.showItemInFolder).toHaveBeenCalledTimes(2);
});

test('a path that leads out of the worktree is refused, by dots, absolute, or through a link', async () => {
  const { base, tree, file } = ground();
  writeFileSync(join(base, 'secret'), 'x');
  symlinkSync(join(base, 'secret'), join(tree, 'link'));
  symlinkSync(base, join(tree, 'folder'));
  for (const path of ['../secret', join(base, 'secret'), 'link', 'folder/secret', '..'])
    expect(await fileInside(tree, path)).toMatchObject({ error: { code: 'refused', field: 'path' } });
  expect(await fileInside(tree, 'nowhere')).toMatchObject({ error: { code: 'not_found' } });
  expect(await fileInside(tree, 'folder/work tree')).toMatchObject({ ok: false });
  expect(await fileInside(tree, file)).toMatchObject({ ok: true });
});

test('a host without a desktop says so, and a stranger is not found', async () => {
  const { tree, file } = ground();
  const caller = { kind: 'person', door: 'window', readOnly: false } as const;
  const call = async (): Promise<Result<unknown>> => ok([{ id: 'exec_1', cwd: tree } as Instance]);
  const project = { rooms: { call } } as unknown as OpenedProject;
  const wish = { id: 'exec_1', path: file, line: 3 };
  expect(await openFile({ openInEditor: null }, project, caller, wish)).toMatchObject({
    error: { code: 'unsupported' },
  });
  const opened = vi.fn(async () => ok('zed'));
  const host = { openInEditor: opened };
  expect(await openFile(host, project, caller, { ...wish, id: 'exec_2' })).toMatchObject({
    error: { code: 'not_found', field: 'id' },
  });
  expect(opened).not.toHaveBeenCalled();
  expect(await openFile(host, project, caller, wish)).toMatchObject({ value: { by: 'zed' } });
});
