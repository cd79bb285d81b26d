/** One mistake in a profile: where in the data it is, and what is wrong there, to be read after the field's name. */
export interface Mistake {
  readonly path: readonly (string | number)[];
  readonly what: string;
  /** The mistake is the key itself (an unknown one), not its value. */
  readonly atKey: boolean;
}

export const mistake = (path: readonly (string | number)[], what: string, atKey = false): Mistake => ({
  path,
  what,
  atKey,
});

/** What Tutti itself sets for every instance: a profile that set them could pass for another instance. */
export const ownVariables = new Set([
  'TUTTI_MCP_URL',
  'TUTTI_HOOK_URL',
  'TUTTI_TOKEN',
  'TUTTI_NONCE',
  'TUTTI_INSTANCE_ID',
  'TUTTI_ROLE',
  'TUTTI_PARENT',
  'TUTTI_TASK',
  'TUTTI_INSTANCE',
  'TUTTI_PROJECT',
  'TUTTI_OUTSIDE',
]);

/** A relative path to a file that cannot climb out of the worktree, nor into git's own folder. */
export function staysInside(path: string): boolean {
  const parts = path.split('/');
  const harmful = (part: string) =>
    part === '' || part === '.' || part === '..' || part.toLowerCase() === '.git';
  return !parts.some(harmful) && !path.includes('\\') && !path.includes('\0') && !path.includes('\n');
}

/** Variables by names that can't be set, or that are Tutti's to set. `path`: of the group they stand in. */
export const variableMistakes = (env: Readonly<Record<string, string>>, path: Mistake['path']): Mistake[] =>
  Object.keys(env).flatMap((name) => {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
      return [mistake([...path, name], 'is not the name of an environment variable', true)];
    return ownVariables.has(name)
      ? [mistake([...path, name], 'is set by Tutti itself for every instance', true)]
      : [];
  });
