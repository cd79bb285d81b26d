import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '@contract/result.ts';
import type { PaneCapture } from '../../core/ports/terminals.ts';
import { captureData, parsePaneState, STATE_FORMAT } from './capture-data.ts';
import type { Answer } from './control-client.ts';
import { quoteWord } from './quote.ts';

type Part = 'history' | 'screen' | 'saved';

/**
 * Captures a pane through files in a private folder. Over the control stream a row of a program's choosing could pass for
 * a notification (they may stand within an answer), i.e. one agent could print output of another.
 */
export class PaneCapturer {
  readonly #folder: string;
  readonly #request: (line: string) => Promise<Result<Answer>>;
  #last = 0;

  constructor(folder: string, request: (line: string) => Promise<Result<Answer>>) {
    this.#folder = folder;
    this.#request = request;
  }

  /** Empties the folder: a host that died may have left files with screens in them. */
  async prepare(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
  }

  async capture(pane: string): Promise<Result<PaneCapture>> {
    const id = `capture-${process.pid}-${++this.#last}`;
    const taken = await this.#request(takeLine(pane, id));
    if (!taken.ok) return taken;
    const state = parsePaneState(taken.value[0] ?? '');
    const parts: Part[] = state.alternate_on === 1 ? ['history', 'screen', 'saved'] : ['history', 'screen'];
    const written = await this.#request(this.#writeLine(id, parts));
    if (!written.ok) return written;
    const [history = '', screen = '', saved = ''] = await Promise.all(
      parts.map((part) => this.#read(id, part)),
    );
    if (history === null || screen === null || saved === null) {
      return fail(
        'terminal_failed',
        `The capture of pane ${pane} could not be read back.`,
        'Free disk space.',
      );
    }
    return ok(captureData(state, { history, screen, saved }));
  }

  #writeLine(id: string, parts: readonly Part[]): string {
    const commands = parts.flatMap((part) => [
      `save-buffer -b ${id}-${part} "#{@tutti_captures}/${id}-${part}"`,
      `delete-buffer -b ${id}-${part}`,
    ]);
    return [`set-option -g -- @tutti_captures ${quoteWord(this.#folder)}`, ...commands].join(' ; ');
  }

  async #read(id: string, part: Part): Promise<string | null> {
    const path = join(this.#folder, `${id}-${part}`);
    try {
      return await readFile(path, 'utf8');
    } catch {
      return null; // told by the caller, as a Result
    } finally {
      await rm(path, { force: true });
    }
  }
}

/** All at one moment: commands of one line run without anything of a program's in between. */
function takeLine(pane: string, id: string): string {
  const take = `capture-pane -t ${pane} -e -N`;
  return [
    `${take} -b ${id}-history -S - -E -1`,
    `${take} -b ${id}-screen -S 0 -E -`,
    `if-shell -F -t ${pane} "#{alternate_on}" { ${take} -a -b ${id}-saved }`,
    `display-message -p -t ${pane} "${STATE_FORMAT}"`,
  ].join(' ; ');
}
