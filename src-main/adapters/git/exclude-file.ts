import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const heading = '# Files that Tutti writes for its instances';

/** A name as a pattern that matches it alone, from the top of a worktree. */
export const patternFor = (file: string): string =>
  `/${file.replaceAll(/[\\*?[\]]/g, '\\$&').replace(/ +$/, (spaces) => '\\ '.repeat(spaces.length))}`;

const readOrEmpty = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
};

/** Adds a file to info/exclude, which the worktrees of a repository share and which is never committed. */
export const excludeFile = (commonFolder: string, file: string): void => {
  const exclude = join(commonFolder, 'info', 'exclude');
  const text = readOrEmpty(exclude);
  const lines = text.split('\n');
  const pattern = patternFor(file);
  if (lines.includes(pattern)) return;
  mkdirSync(dirname(exclude), { recursive: true });
  const separator = text === '' || text.endsWith('\n') ? '' : '\n';
  const title = lines.includes(heading) ? '' : `${heading}\n`;
  writeFileSync(exclude, `${separator}${title}${pattern}\n`, { flag: 'a' });
};
