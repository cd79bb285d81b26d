import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** What a program came to: its exit code (null when it was killed) and all it wrote. */
interface Ran {
  readonly code: number | null;
  readonly output: string;
}

export interface Tested {
  readonly passed: number;
  readonly failed: number;
  readonly ok: boolean;
  readonly output: string;
}

/** The tests of the sample take a second; a busy machine may take a while longer. */
const timeoutMs = 120_000;

/** Another agent's git may hold a lock of the common repository for a moment. */
const lockAttempts = 20;
const lockPauseMs = 150;

/** What an instance does in its own worktree: files, tests and git, as itself. */
export class WorktreeWork {
  constructor(
    private readonly folder: string,
    private readonly id: string,
  ) {}

  read(file: string): Promise<string> {
    return readFile(join(this.folder, file), 'utf8');
  }

  async write(file: string, text: string): Promise<void> {
    await mkdir(dirname(join(this.folder, file)), { recursive: true });
    await writeFile(join(this.folder, file), text);
  }

  /** Runs the given test files, or all, with the Node.js that this program runs on. */
  async test(files: readonly string[] = []): Promise<Tested> {
    const { NODE_TEST_CONTEXT: _, NODE_OPTIONS: __, ...env } = process.env;
    const { code, output } = await this.run(
      process.execPath,
      ['--test', '--test-reporter=tap', ...files],
      env,
    );
    const figure = (name: string) => Number(new RegExp(`^# ${name} (\\d+)`, 'm').exec(output)?.[1] ?? 0);
    const passed = figure('pass');
    return { passed, failed: figure('fail'), ok: code === 0 && passed > 0, output };
  }

  async branch(): Promise<string> {
    return (await this.git('rev-parse', '--abbrev-ref', 'HEAD')).trim();
  }

  /** Commits these files; answers false when there was nothing to commit. */
  async commit(message: string, files: readonly string[]): Promise<boolean> {
    await this.git('add', '--', ...files);
    if ((await this.git('diff', '--cached', '--name-only')).trim() === '') return false;
    await this.git('commit', '--quiet', '-m', message);
    return true;
  }

  /** Merges a branch into this one, up to the commit; answers the files in which they conflict. Goes on with a merge that was begun. */
  async beginMerge(branch: string): Promise<string[]> {
    const begun = async (): Promise<boolean> => {
      const { code } = await this.run('git', ['rev-parse', '--quiet', '--verify', 'MERGE_HEAD'], process.env);
      return code === 0;
    };
    if (!(await begun()))
      await this.git('merge', '--quiet', '--no-ff', '--no-commit', branch).catch(async (error: unknown) => {
        if (!(await begun())) throw error;
      });
    const open = await this.git('diff', '--name-only', '--diff-filter=U', '-z');
    return open.split('\0').filter((file) => file !== '');
  }

  async endMerge(message: string, files: readonly string[]): Promise<void> {
    await this.git('add', '--', ...files);
    await this.git('commit', '--quiet', '-m', message);
  }

  /** The commit's short name and the lines that it changed, for people. */
  async lastCommit(): Promise<string> {
    return (await this.git('log', '-1', '--format=%h %s', '--shortstat')).trim().replace(/\s*\n\s*/g, ', ');
  }

  async tip(): Promise<string> {
    return (await this.git('rev-parse', 'HEAD')).trim();
  }

  /** Runs git as this instance. Throws with what git said; waits while another git holds a lock. */
  private async git(...args: string[]): Promise<string> {
    const name = `${this.id} (Tutti rehearsal)`;
    const email = `${this.id}@tutti.invalid`;
    const env = {
      ...process.env,
      GIT_AUTHOR_NAME: name,
      GIT_AUTHOR_EMAIL: email,
      GIT_COMMITTER_NAME: name,
      GIT_COMMITTER_EMAIL: email,
      GIT_TERMINAL_PROMPT: '0',
    };
    const settings = ['-c', 'commit.gpgsign=false', '-c', 'core.hooksPath=/dev/null', '-c', 'gc.auto=0'];
    for (let attempt = 1; ; attempt += 1) {
      const { code, output } = await this.run('git', [...settings, ...args], env);
      if (code === 0) return output;
      if (!/\.lock'?: File exists|cannot lock ref/i.test(output) || attempt >= lockAttempts)
        throw new Error(`git ${args[0]} failed: ${output.trim().slice(0, 400)}`);
      await new Promise((resolve) => setTimeout(resolve, lockPauseMs));
    }
  }

  private run(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ran> {
    const options = { cwd: this.folder, env, timeout: timeoutMs, maxBuffer: 4 * 1024 * 1024 };
    return new Promise((resolve) => {
      execFile(command, args, options, (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : null;
        resolve({
          code,
          output: code === 0 ? stdout : `${stdout}${stderr}${code === null ? error?.message : ''}`,
        });
      });
    });
  }
}
