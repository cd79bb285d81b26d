import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { ok, type Result } from '@contract/result.ts';
import { PtyTerminals } from '../../adapters/pty/pty-terminals.ts';
import { probeTmux } from '../../adapters/tmux/probe.ts';
import { TmuxTerminals } from '../../adapters/tmux/tmux-terminals.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Terminals } from '../../core/ports/terminals.ts';
import type { TerminalChoice } from './terminal-choices.ts';

export interface ChosenTerminals {
  readonly terminals: Terminals;
  /** What is lost without tmux, and why there is none; null with it. */
  readonly notice: string | null;
}

const loss = 'Its agents run in terminals of this program and end with it.';

/** tmux where it is there, unless the person says otherwise. `no_tmux`, `tmux_too_old` when it was asked for by name. */
export const chooseTerminals = async (
  choice: TerminalChoice,
  stateFolder: string,
  log: Log,
): Promise<Result<ChosenTerminals>> => {
  if (choice === 'pty') return ok(ptys(`Started with --terminals pty. ${loss}`));
  const found = await probeTmux();
  if (found.ok) {
    const options = { socketName: tmuxSocketName(stateFolder), stateDir: join(stateFolder, 'tmux'), log };
    return ok({ terminals: new TmuxTerminals(options), notice: null });
  }
  if (choice === 'tmux') return found;
  return ok(ptys(`${found.error.message} ${loss} ${found.error.remedy}`));
};

const ptys = (notice: string): ChosenTerminals => ({
  terminals: new PtyTerminals(),
  notice,
});

/** Of the state folder and not of the project: another TUTTI_STATE_DIR is another world, with other panes. */
export const tmuxSocketName = (stateFolder: string): string =>
  `tutti-${createHash('sha256').update(stateFolder).digest('hex').slice(0, 12)}`;
