import { ok, type Result } from '@contract/result.ts';
import type { CommitWay, SeenCommit } from '../../../core/ports/worktree-watch.ts';
import type { Git } from '../run-git.ts';
import type { Move } from './read-reflog.ts';

/** A rebase of more than so many commits at once is told by its last ones; more would be no news to anyone. */
const commitsLimit = 200;

type Plain = Omit<SeenCommit, 'way' | 'amends' | 'touched'>;

/** Each commit's fields begin with an empty one: a file's name is never empty, so it tells where the names end. */
const format = '--format=%x00%H%x00%P%x00%at%x00%an%x00%s';
const logArgs = [
  'log',
  '-z',
  '-c',
  '--name-only',
  '--no-renames',
  '--no-show-signature',
  '--no-notes',
  format,
];

const parseLog = (stdout: string): Plain[] => {
  const tokens = stdout.split('\0');
  const commits: Plain[] = [];
  let at = 0;
  while (at < tokens.length) {
    if (tokens[at] === '' || tokens[at] === '\n') {
      at += 1;
      continue;
    }
    const [hash = '', parents = '', seconds = '', author = '', subject = ''] = tokens.slice(at, at + 5);
    at += 5;
    const files: string[] = [];
    for (; at < tokens.length && tokens[at] !== ''; at += 1) {
      const token = tokens[at] ?? '';
      // git puts a newline between a commit's text and its names.
      files.push(files.length === 0 && token.startsWith('\n') ? token.slice(1) : token);
    }
    commits.push({
      hash,
      parents: parents === '' ? [] : parents.split(' '),
      at: Number(seconds) * 1000,
      author,
      subject,
      files: files.filter((file) => file !== ''),
    });
  }
  return commits;
};

/** Files that differ between two commits; all of the later where the earlier is gone. */
const between = async (git: Git, from: string, commit: Plain): Promise<readonly string[]> => {
  const asked = await git(['diff-tree', '-r', '-z', '--name-only', '--no-renames', from, commit.hash]);
  return asked.ok ? asked.value.stdout.split('\0').filter((file) => file !== '') : commit.files;
};

const touchedBy = async (git: Git, commit: Plain, made: Move & { way: CommitWay }) => {
  if (made.way === 'rebase') return [];
  return made.way === 'amend' ? between(git, made.from, commit) : commit.files;
};

const isMade = (move: Move): move is Move & { way: CommitWay } => move.way !== null;

/** The commits that moves of HEAD have made, in that order. One that git no longer has is left out. */
export const readMade = async (git: Git, moves: readonly Move[]): Promise<Result<SeenCommit[]>> => {
  const made = moves.filter(isMade).slice(-commitsLimit);
  if (made.length === 0) return ok([]);
  const hashes = [...new Set(made.map(({ to }) => to))];
  const read = await git([...logArgs, '--no-walk=unsorted', '--ignore-missing', ...hashes]);
  if (!read.ok) return read;
  const known = new Map(parseLog(read.value.stdout).map((commit) => [commit.hash, commit]));
  const commits: SeenCommit[] = [];
  for (const move of made) {
    const commit = known.get(move.to);
    if (commit === undefined) continue;
    const touched = await touchedBy(git, commit, move);
    commits.push({ ...commit, way: move.way, amends: move.way === 'amend' ? move.from : null, touched });
  }
  return ok(commits);
};

/** Where git keeps no log of HEAD's moves: what lies between, as far as it is this branch's own. */
export const readBetween = async (git: Git, from: string, tip: string): Promise<Result<SeenCommit[]>> => {
  const range = ['--first-parent', '--reverse', `--max-count=${commitsLimit}`, `${from}..${tip}`, '--'];
  const read = await git([...logArgs, ...range], { accept: [0, 128] });
  if (!read.ok) return read;
  return ok(
    parseLog(read.value.stdout).map((commit) => {
      const way = commit.parents.length > 1 ? ('merge' as const) : ('commit' as const);
      return { ...commit, way, amends: null, touched: commit.files };
    }),
  );
};

/** Commits below `from` that are not below `tip`. */
export const readDropped = async (git: Git, from: string, tip: string): Promise<Result<string[]>> => {
  const args = ['rev-list', `--max-count=${commitsLimit}`, `${tip}..${from}`, '--'];
  const read = await git(args, { accept: [0, 128] });
  return read.ok ? ok(read.value.stdout.split('\n').filter((hash) => hash !== '')) : read;
};
