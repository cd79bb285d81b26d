import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivateFolder } from '../../adapters/system/state-folder.ts';

/**
 * The `tutti` of a pane. Constant: the paths come by its environment, so nothing of them is ever read by a shell. It runs
 * on the host's own Node.js, since a machine with the packaged app may have no other.
 */
const script = `#!/bin/sh
ELECTRON_RUN_AS_NODE=1 exec "$TUTTI_NODE" "$TUTTI_CLI" "$@"
`;

/** Puts the pane's command into the state folder; gives its folder and the variables it needs. */
export const writePaneCommand = (
  stateFolder: string,
  cli: string,
): { readonly folder: string; readonly env: Readonly<Record<string, string>> } => {
  const folder = makePrivateFolder(join(stateFolder, 'bin'));
  const file = join(folder, 'tutti');
  writeFileSync(file, script, { mode: 0o700 });
  chmodSync(file, 0o700);
  return { folder, env: { TUTTI_NODE: process.execPath, TUTTI_CLI: cli } };
};
