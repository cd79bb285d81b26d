import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** How others find the host of a project. `startTime` tells its process from a later one with the same pid. */
export const hostFileSchema = z.object({
  pid: z.number().int(),
  startTime: z.string(),
  /** Path of its local socket. */
  socket: z.string(),
  /** Address of its MCP server. */
  mcp: z.string(),
  /** Address of its web monitor, if it has one; without a token. */
  url: z.string().optional(),
  version: z.string(),
});
export type HostFile = z.infer<typeof hostFileSchema>;

const fileIn = (stateFolder: string): string => join(stateFolder, 'host.json');

/** Written whole under another name and renamed, so that nobody reads half of it. */
export const writeHostFile = (stateFolder: string, host: HostFile): void => {
  const file = fileIn(stateFolder);
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, `${JSON.stringify(host)}\n`, { mode: 0o600 });
  renameSync(fresh, file);
};

/** Null when there is none, or none that makes sense: then no host can be found through it. */
export const readHostFile = (stateFolder: string): HostFile | null => {
  let text: string;
  try {
    text = readFileSync(fileIn(stateFolder), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && /^(ENOENT|ENOTDIR)$/.test(String(error.code)))
      return null;
    throw error;
  }
  try {
    return hostFileSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
};

/** Takes it away if it is still that of `pid`: a later host's stays. */
export const removeHostFile = (stateFolder: string, pid: number): void => {
  if (readHostFile(stateFolder)?.pid === pid) rmSync(fileIn(stateFolder), { force: true });
};
