import { existsSync } from 'node:fs';

// Constant: what is run comes as arguments. bash, since a plain sh can't name descriptors above 9.
const script =
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's own
  'for fd in /proc/self/fd/* /dev/fd/*; do fd=${fd##*/}; case $fd in 0|1|2|*[!0-9]*) ;; *) eval "exec $fd>&-" ;; esac; done; exec "$@"';

const shell = '/bin/bash';

/**
 * How to start a program that outlives the host with nothing of the host's open but the standard streams. Electron's main process
 * hands all that Chromium has open (the display's connection, its sockets and files, the pipes of whoever started it) to the
 * programs it starts; plain Node does not. The program keeps the pid that was started.
 */
export const closingInherited = (
  command: string,
  args: readonly string[],
  leaks: boolean = process.versions.electron !== undefined,
): { readonly command: string; readonly args: string[] } =>
  leaks && existsSync(shell)
    ? { command: shell, args: ['-c', script, 'tutti', command, ...args] }
    : { command, args: [...args] };
