import { refusedCode } from '../../adapters/git/hooks/hook-script.ts';
import { askHost, type Held } from './ask-host.ts';
import { stagedPaths } from './staged-paths.ts';

// Asked by Tutti's git hooks before a commit is made. Built to out/main/commit-check.js. Only what others hold is refused: what can't
// be found out is said, and the commit is made; the watcher of the worktree sees it afterwards.

const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** A name as it can be read, and typed: control characters and quotes stand in it as JSON has them. */
const shown = (path: string): string => (/^[\w./@+:,=-]+$/.test(path) ? path : JSON.stringify(path));

const refuse = (held: readonly Held[], count: number): void => {
  say('tutti: this commit touches files that others have locked, so it is not made:');
  for (const { path, holder, mode } of held) say(`  ${shown(path)}  locked by ${holder} (${mode})`);
  if (count > held.length) say(`  and ${count - held.length} more`);
  say(
    'Take them out of the commit (git restore --staged -- FILE), or ask the holder to release them and lock',
  );
  say('them yourself. Then commit again.');
  process.exitCode = refusedCode;
};

const unchecked = (why: string): void =>
  say(`tutti: ${why}, so whether others have locked what is committed is not known; the commit is made.`);

const check = async (): Promise<void> => {
  const { TUTTI_SOCKET: socket, TUTTI_TOKEN: token } = process.env;
  if (socket === undefined) return unchecked('TUTTI_SOCKET is not set');
  const paths = await stagedPaths();
  if (paths === null) return unchecked('git did not tell what is committed');
  if (paths.length === 0) return;
  const answer = await askHost({ socket, token }, { folder: process.cwd(), paths });
  if (typeof answer === 'string') return unchecked(answer);
  if (answer.count > 0) refuse(answer.held, answer.count);
};

check().catch((error: unknown) => unchecked(`the check failed (${String(error)})`));
