import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder that goes when the test ends. Make it before what uses it: clean-ups run last one first. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tutti-terminals-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
