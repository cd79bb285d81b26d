import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Writes a file into a home that belongs to a test; readable by its owner only, since it may hold a key. */
export const writeHomeFile = (folder: string, path: string, content: unknown): void => {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  const text = typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`;
  writeFileSync(file, text, { mode: 0o600 });
};
