import { ok, type Result } from '@contract/result.ts';
import type { GitHooks } from '../../../core/ports/launch.ts';
import type { Git } from '../run-git.ts';

/** What a hook says when it refuses. */
export interface HookRefusal {
  readonly by: string;
  readonly words: string;
}

/** A hook may refuse by any exit code. */
const anyCode = Array.from({ length: 256 }, (_, code) => code);

/** The end of what a hook has printed is what tells; before it a linter lists what it does. */
const wordsLimit = 3000;

const ended = (ms: number): string => `It had not ended after ${Math.round(ms / 1000)} s, and was ended.`;

/** Runs hooks of one commit, which have one time together. */
export class HookRunner {
  readonly #git: Git;
  readonly #hooks: GitHooks;
  readonly #env: Readonly<Record<string, string>>;
  readonly #ms: number;
  readonly #until: number;

  /** `index`: what is committed. */
  constructor(git: Git, hooks: GitHooks, index: string, ms: number) {
    this.#git = git;
    this.#hooks = hooks;
    // As git has it while it commits; and nobody can be asked for a message.
    this.#env = {
      ...hooks.env,
      GIT_INDEX_FILE: index,
      GIT_EDITOR: ':',
      TUTTI_SOCKET: '',
      // Without the settings of the runner, by which the person's hooks would not be found.
      GIT_CONFIG_COUNT: '0',
    };
    this.#ms = ms;
    this.#until = Date.now() + ms;
  }

  /** Null: it agrees, or there is none. */
  async run(name: string, ...args: readonly string[]): Promise<Result<HookRefusal | null>> {
    const ran = await this.#git(
      ['-c', `core.hooksPath=${this.#hooks.folder}`, 'hook', 'run', '--ignore-missing', name, '--', ...args],
      {
        writes: true,
        more: this.#env,
        accept: anyCode,
        timeoutMs: Math.max(1, this.#until - Date.now()),
      },
    );
    if (!ran.ok)
      return /did not end within/.test(ran.error.message) ? ok({ by: name, words: ended(this.#ms) }) : ran;
    if (ran.value.code === 0) return ok(null);
    const words = `${ran.value.stdout}${ran.value.stderr}`.trim().slice(-wordsLimit);
    return ok({
      by: name,
      words: words === '' ? `It ended with ${ran.value.code}, and said nothing.` : words,
    });
  }
}
