import { refusedCode } from '../../adapters/git/hooks/hook-script.ts';
import { askHost, type Held, tellHost } from './ask-host.ts';
import { type Finding, lookAtContent } from './look-at-content.ts';
import { readRules } from './read-rules.ts';
import { mergedCommits, stagedFiles } from './staged-files.ts';

// Asked by Tutti's git hooks before a commit is made. Built to out/main/commit-check.js. What others hold is asked of the host; size and
// secrets are looked at here, host or not. Only what is found is refused: what can't be found out is said, and the commit is made; the
// watcher of the worktree sees it afterwards.

const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** A name as it can be read, and typed: control characters and quotes stand in it as JSON has them. */
const shown = (path: string): string => (/^[\w./@+:,=-]+$/.test(path) ? path : JSON.stringify(path));

/** Enough to see what is meant. */
const namedFindings = 20;

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

const refuseContent = (findings: readonly Finding[]): void => {
  say('tutti: this commit holds what does not belong into a repository, so it is not made:');
  for (const { path, line, why, masked } of findings.slice(0, namedFindings))
    say(
      `  ${shown(path)}${line === null ? '' : `:${line}`}  ${why}${masked === undefined ? '' : `: ${masked}`}`,
    );
  if (findings.length > namedFindings) say(`  and ${findings.length - namedFindings} more`);
  say(
    'Take it out (git restore --staged -- FILE, and a line in .gitignore; a key belongs into the environment),',
  );
  say(
    'then commit again. A line that is no secret may say so: tutti:allow-secret. Whole files the person can',
  );
  say('allow, in the settings: commits.allow. A key that is real and was shown anywhere must be replaced.');
  process.exitCode = refusedCode;
};

/** The host that is there writes it down, without anything of a secret. Whoever commits has been told already. */
const tellRefused = async (findings: readonly Finding[]): Promise<void> => {
  const { TUTTI_SOCKET: socket = '', TUTTI_TOKEN: token } = process.env;
  if (socket === '') return;
  const named = findings.slice(0, namedFindings).map(({ path, line, why }) => ({ path, line, why }));
  await tellHost({ socket, token }, { folder: process.cwd(), findings: named, count: findings.length });
};

const unchecked = (what: string, why: string): void =>
  say(`tutti: ${why}, so ${what} is not known; the commit is made.`);

const locked = 'whether others have locked what is committed';

/** An empty socket: whoever commits has asked already. */
const checkLocks = async (paths: readonly string[]): Promise<void> => {
  const { TUTTI_SOCKET: socket, TUTTI_TOKEN: token } = process.env;
  if (socket === '') return;
  if (socket === undefined) return unchecked(locked, 'TUTTI_SOCKET is not set');
  const answer = await askHost({ socket, token }, { folder: process.cwd(), paths });
  if (typeof answer === 'string') return unchecked(locked, answer);
  if (answer.count > 0) refuse(answer.held, answer.count);
};

const check = async (): Promise<void> => {
  const merged = mergedCommits();
  const files = await stagedFiles(merged);
  if (files === null) return unchecked('what is committed', 'git did not tell');
  if (files.length === 0) return;
  const rules = readRules(process.env.TUTTI_COMMIT_RULES);
  const [content] = await Promise.all([
    lookAtContent(files, await merged, rules),
    checkLocks(files.map(({ path }) => path)),
  ]);
  for (const what of content.unknown) unchecked(what, 'git did not tell all');
  if (content.findings.length === 0) return;
  refuseContent(content.findings);
  await tellRefused(content.findings);
};

check().catch((error: unknown) => unchecked('what is committed', `the check failed (${String(error)})`));
