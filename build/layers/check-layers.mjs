import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inDraftFolder } from '../setup/draft-folder.mjs';
import { ROOT } from '../setup/places.mjs';
import { LAYERED, writeImportTree } from './import-tree.mjs';

/**
 * @typedef {object} LayerViolation
 * @property {string} rule its name in .dependency-cruiser.cjs
 * @property {string} from
 * @property {string} to
 */

/**
 * Holds a tree against the rules of .dependency-cruiser.cjs.
 * @param {string} root the tree; its packages are in its node_modules
 * @returns {Promise<{ files: number, violations: LayerViolation[] }>}
 */
export function checkLayers(root) {
  return inDraftFolder(tmpdir(), async (folder) => {
    const files = writeImportTree(root, folder);
    return { files, violations: files === 0 ? [] : cruise(folder) };
  });
}

/**
 * @param {string} folder
 * @returns {LayerViolation[]}
 */
function cruise(folder) {
  const tool = join(ROOT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const config = join(ROOT, '.dependency-cruiser.cjs');
  const present = LAYERED.filter((name) => existsSync(join(folder, name)));
  const run = spawnSync(process.execPath, [tool, '--config', config, '-T', 'json', ...present], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024, // the report lists every file with every import
  });
  const report = parseReport(run.stdout, run.stderr);
  return report.summary.violations.map((found) => ({
    rule: found.rule.name,
    from: found.from,
    to: found.to,
  }));
}

/**
 * @param {string} text
 * @param {string} complaint
 * @returns {{ summary: { violations: { rule: { name: string }, from: string, to: string }[] } }}
 */
function parseReport(text, complaint) {
  if (!text.startsWith('{'))
    throw new Error(`dependency-cruiser failed: ${complaint || text}`.slice(0, 2000));
  return JSON.parse(text);
}
