import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { AgentCli } from '../../build/setup/agent-cli-list.mjs';
import { findAgentCli, installAgentClis } from '../../build/setup/agent-clis.mjs';
import { createProgress } from '../../build/setup/progress.mjs';
import { tempFolder } from '../support/temp-folder.ts';

/** A package that says it is of a version, and a cache of the test's own to put it into. */
const scene = ({ says }: { says: string }) => {
  const folder = tempFolder();
  const content = join(folder, 'package');
  mkdirSync(content);
  writeFileSync(join(content, 'package.json'), '{ "name": "toy", "version": "1.2.3" }');
  writeFileSync(join(content, 'toy.js'), `#!/usr/bin/env node\nconsole.log('toy ${says}');\n`);
  const tarball = join(folder, 'toy.tgz');
  execFileSync('tar', ['-czf', tarball, '-C', folder, 'package']);
  const toy: AgentCli = { name: 'toy', version: '1.2.3', spec: () => tarball, program: () => 'toy/toy.js' };
  const lines: string[] = [];
  const cache = join(folder, 'cache');
  const env = { ...process.env, XDG_CACHE_HOME: cache };
  const progress = createProgress({ write: (line: string) => lines.push(line) });
  const install = () => installAgentClis([toy], { root: folder, progress, env });
  return { toy, tarball, lines, env, install, folder: join(cache, 'tutti', 'agent-clis') };
};

test('a CLI is installed once, and found without a word from then on', async () => {
  const { toy, env, install, lines, tarball } = scene({ says: '1.2.3' });
  const [found] = await install();
  expect(found?.reason).toBeNull();
  expect(execFileSync(found?.program ?? '', { encoding: 'utf8' })).toBe('toy 1.2.3\n');
  expect(lines).toEqual([expect.stringMatching(/^✓ toy 1\.2\.3 {2}[\d.]+ s\n$/)]);
  rmSync(tarball);
  expect(await install()).toEqual([found]);
  expect(lines).toHaveLength(1);
  expect(findAgentCli(toy, env)).toBe(found?.program);
});

test('one that is not of its version is left out, with the reason and nothing in its place', async () => {
  const { toy, env, install, folder } = scene({ says: '9.9.9' });
  const reason = 'toy calls itself toy 9.9.9, not 1.2.3.';
  expect(await install()).toEqual([{ name: 'toy', version: '1.2.3', program: null, reason }]);
  expect(findAgentCli(toy, env)).toBeUndefined();
  expect(readdirSync(folder)).toEqual([]);
});

test('one that npm cannot get is left out, with the reason', async () => {
  const { install, tarball, folder } = scene({ says: '1.2.3' });
  rmSync(tarball);
  const [found] = await install();
  expect(found).toMatchObject({
    program: null,
    reason: expect.stringMatching(/^npm error code ENOENT \(.*\)$/),
  });
  expect(readdirSync(folder)).toEqual([]);
});
