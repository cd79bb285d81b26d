import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { fail, ok, type Result } from '@contract/result.ts';
import { type EditorCommand, filledIn, findEditor, writtenEditor } from '../../adapters/system/editors.ts';
import { findProgram } from '../../adapters/system/find-program.ts';
import type { EditorWish } from '../host/project-host.ts';
import { baseEnvironment } from '../open-project/base-environment.ts';

/** What the system opens by itself. */
interface SystemShell {
  openPath(path: string): Promise<string>;
  showItemInFolder(path: string): void;
}

/** What the system would run rather than show, by its ending. */
const runnable =
  /\.(?:app|appimage|bat|cmd|com|command|desktop|exe|jar|lnk|msi|pif|ps1|scpt|scr|terminal|tool|url|vbs|webloc|workflow|wsf)$/i;

/** An agent has written it: opened by the system it must not run. */
const wouldRun = (file: string): boolean => runnable.test(file) || (statSync(file).mode & 0o111) !== 0;

/** Started on its own: it outlives Tutti. Resolves once it runs, or could not be started. */
const start = (words: readonly string[], env: NodeJS.ProcessEnv): Promise<Result<void>> =>
  new Promise((resolve) => {
    const [program = '', ...args] = words;
    const child = spawn(program, args, { env, stdio: 'ignore', detached: true });
    child.once('error', (error) =>
      resolve(
        fail(
          'cannot_start',
          `${program} could not be started: ${error.message}`,
          'Correct the editor in the settings.',
        ),
      ),
    );
    child.once('spawn', () => {
      child.unref();
      resolve(ok(undefined));
    });
  });

const bySystem = async (shell: SystemShell, file: string): Promise<Result<string>> => {
  if (wouldRun(file)) {
    shell.showItemInFolder(file);
    return ok('the folder it is in');
  }
  const said = await shell.openPath(file);
  return said === ''
    ? ok('the system’s program for it')
    : fail('cannot_start', `The file could not be opened: ${said}`, 'Name an editor in the settings.');
};

const written = async (line: string, path: string): Promise<Result<EditorCommand | null>> => {
  const command = writtenEditor(line);
  if (command === null) return ok(null);
  const [program = '', ...rest] = command;
  const found = await findProgram(program, '/', path);
  return found === null
    ? fail('cannot_start', `There is no program ${program}.`, 'Correct the editor in the settings.', {
        field: 'editor',
      })
    : ok([found, ...rest]);
};

/** Opens a file in the editor of the settings, or one that is found, or as the system does. Answers by what. */
export const openInEditor =
  (of: { readonly env: NodeJS.ProcessEnv; readonly shell: SystemShell; editor(): string }) =>
  async ({ file, line }: EditorWish): Promise<Result<string>> => {
    const env = baseEnvironment(of.env);
    const set = await written(of.editor(), env.PATH ?? '');
    if (!set.ok) return set;
    const command = set.value ?? (await findEditor(env));
    if (command === null) return bySystem(of.shell, file);
    const words = filledIn(command, file, line);
    const started = await start(words, env);
    return started.ok ? ok(basename(words[0] ?? '')) : started;
  };
