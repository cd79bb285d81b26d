import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder of the running test's own, removed when it ends. The name has a space and an accent: real paths do, too. */
export const tempFolder = (): string => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tutti é ')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};
