import type { Size } from '@contract/instances.ts';
import type { PaneSpec } from '../../core/ports/terminals.ts';
import { PANE_FORMAT, toStored } from './pane-rows.ts';
import { quoteWord } from './quote.ts';

/** What a guarded command prints: whether the program was alive to get the input. */
export const REACHED = 'tutti-reached';
export const DEAD = 'tutti-dead';

/** Variables that describe the terminal: tmux's own, since the program talks to tmux and not to what the host runs in. */
const TERMINAL_VARIABLES = new Set([
  'TERM',
  'TERMCAP',
  'TMUX',
  'TMUX_PANE',
  'TERM_PROGRAM',
  'TERM_PROGRAM_VERSION',
  'COLUMNS',
  'LINES',
]);

/**
 * Creates a window whose process is the program. `path` is absolute. Sized by the client's size, for a program must see
 * its size from the start; the folder goes through an option, because tmux would expand `#(…)` in it.
 */
export function openCommand(session: string, spec: PaneSpec, path: string): string {
  const { cols, rows } = spec.size;
  const last = quoteWord(`${session}:{end}`);
  const environment = Object.entries(spec.env)
    .filter(([name]) => !TERMINAL_VARIABLES.has(name))
    .map(([name, value]) => `-e ${quoteWord(`${name}=${value}`)}`);
  const create = [
    `new-window -d -a -t ${last} -n instance -P -F ${quoteWord(PANE_FORMAT)} -c ${quoteWord('#{@tutti_cwd}')}`,
    ...environment,
    '--',
    ...programWords(path, spec.args).map(quoteWord),
  ].join(' ');
  return [
    `set-option -g -- @tutti_cwd ${quoteWord(spec.cwd)}`,
    `refresh-client -C ${cols}x${rows}`,
    create,
    `set-option -p -t ${last} @tutti_tag ${toStored(spec.tag)}`,
    resizeCommand(`${session}:{end}`, spec.size),
  ].join(' ; ');
}

/** tmux hands a single word to a shell and executes several directly; this shell replaces itself with the program. */
function programWords(path: string, args: readonly string[]): readonly string[] {
  return args.length > 0 ? [path, ...args] : ['/bin/sh', '-c', 'exec "$0"', path];
}

export function resizeCommand(target: string, size: Size): string {
  return `resize-window -t ${quoteWord(target)} -x ${size.cols} -y ${size.rows}`;
}

/**
 * Runs `commands` only where the pane's program lives (tmux 3.3a dies of a paste to a dead pane), out of copy mode. The
 * server runs all of it in one go: no program can end in between. `otherwise` runs where it has ended.
 */
export function guarded(
  pane: string,
  commands: readonly string[],
  otherwise: readonly string[] = [],
): string {
  const live = [`copy-mode -q -t ${pane}`, ...commands, `display-message -p ${REACHED}`].join(' ; ');
  const dead = [...otherwise, `display-message -p ${DEAD}`].join(' ; ');
  return `if-shell -F -t ${pane} "#{pane_dead}" { ${dead} } { ${live} }`;
}

export function keysCommand(pane: string, bytes: Uint8Array): string {
  const words: string[] = [];
  for (const byte of bytes) words.push(byte.toString(16).padStart(2, '0'));
  return `send-keys -t ${pane} -H ${words.join(' ')}`;
}

export function markCommand(pane: string, option: '@tutti_mark' | '@tutti_submitted', mark: string): string {
  return `set-option -p -t ${pane} ${option} ${toStored(mark)}`;
}
