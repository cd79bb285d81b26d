import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkLayers } from '../../build/layers/check-layers.mjs';
import { ROOT } from '../../build/setup/places.mjs';
import { cleanTree, plantedViolations } from './planted-violations.ts';

const { forbidden }: { forbidden: { name: string }[] } = createRequire(import.meta.url)(
  join(ROOT, '.dependency-cruiser.cjs'),
);

let tree = '';

beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'tutti layers '));
  symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'));
  write({ ...cleanTree, 'package.json': '{}' });
});

afterEach(() => {
  rmSync(tree, { recursive: true, force: true });
});

test('a tree that keeps the layers passes, with the alias, .ts endings, types and raw text in it', async () => {
  expect(await checkLayers(tree)).toEqual({ files: Object.keys(cleanTree).length - 1, violations: [] });
});

test('a violation of each rule is reported, and nothing else', async () => {
  const planted = Object.values(plantedViolations).flat();
  for (const { files } of planted) write(files);
  const { violations } = await checkLayers(tree);
  const reported = new Set(violations.map(({ rule, from }) => `${rule}: ${from}`));
  for (const { rule, from } of planted) expect(reported).toContain(`${rule}: ${from}`);
  const sources = new Set(planted.flatMap(({ files }) => Object.keys(files)));
  expect(violations.filter(({ from }) => !sources.has(from))).toEqual([]);
});

test('each rule of the configuration has a violation planted for it', () => {
  expect(new Set(forbidden.map(({ name }) => name))).toEqual(new Set(Object.keys(plantedViolations)));
});

function write(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(tree, dirname(path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  }
}
