import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Commands that change something; those that only look come as they will, also from what goes on in the background. */
const changing = [
  ...['add', 'branch', 'checkout', 'checkout-index', 'clean', 'commit-tree', 'config', 'merge', 'merge-tree'],
  ...['read-tree', 'reset', 'rerere', 'symbolic-ref', 'update-index', 'update-ref', 'worktree', 'write-tree'],
];

/** Stands before git in a host's PATH: ends the host with kill -9 behind the changing command whose number it was given. */
export class GitKiller {
  readonly folder: string;

  /** `within`: a folder of the test's own. */
  constructor(within: string) {
    this.folder = join(within, 'killer');
    mkdirSync(this.folder);
    const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
    // The settings before the command (`-c name=value`) are no command.
    const script = `#!/bin/sh
${real} "$@"
code=$?
while [ "$1" = -c ] || [ "$1" = --literal-pathspecs ]; do if [ "$1" = -c ]; then shift; fi; shift; done
case "$1" in ${changing.join('|')})
  left=$(cat "${this.folder}/left" 2>/dev/null || echo)
  if [ -n "$left" ]; then
    if [ "$left" -le 1 ]; then rm -f "${this.folder}/left"; kill -9 $PPID; else echo $((left - 1)) > "${this.folder}/left"; fi
  fi
esac
exit $code
`;
    writeFileSync(join(this.folder, 'git'), script);
    chmodSync(join(this.folder, 'git'), 0o755);
  }

  get #left(): string {
    return join(this.folder, 'left');
  }

  /** The host dies behind its `n`-th changing command from here on. */
  arm(n: number): void {
    writeFileSync(this.#left, String(n));
  }

  /** Takes the trap away; false: nobody had come to that command. */
  disarm(): boolean {
    const fired = !existsSync(this.#left);
    rmSync(this.#left, { force: true });
    return fired;
  }
}
