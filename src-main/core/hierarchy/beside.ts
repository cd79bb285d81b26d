import type { InstanceId } from '@contract/ids.ts';
import type { Instance } from '@contract/instances.ts';
import { hasEnded } from '@contract/states.ts';
import { clipped } from './clipped.ts';
import type { Crew } from './crew.ts';

/** Limits of what a prompt says of those beside an instance: whom it could get in the way of, and where. */
const most = {
  siblings: 12,
  /** Names of each kind (changed, committed, locked) of one sibling. */
  files: 5,
  path: 80,
  task: 120,
  /** All that is said of one sibling's files, so that twelve with long names don't fill a prompt. */
  work: 280,
  /** Commits that are looked at for names: of a long history, the latest say where it is at work. */
  commits: 20,
} as const;

const names = (what: string, paths: readonly string[], count: number): string[] => {
  if (count === 0 || paths.length === 0) return [];
  const told = paths.slice(0, most.files).map((path) => clipped(path, most.path));
  const more = count - told.length;
  return [`${what} ${told.join(', ')}${more > 0 ? ` and ${more} more` : ''}`];
};

/** What it says itself that it wrote: all there is of one whose files are not watched. */
const written = ({ files }: Instance): string[] =>
  names('has written', files.last.map(({ path }) => path).toReversed(), files.count);

/** What was seen in its worktree, the latest first. */
const seen = (crew: Crew, { id, run, work }: Instance): string[] => {
  const { files, commits } = crew.ports.store.changes(run, { id, limit: most.commits });
  const committed = [...new Set(commits.flatMap((commit) => commit.files))];
  return [
    ...names(
      'has changed',
      files.map(({ path }) => path),
      work.changed,
    ),
    ...names('has committed', committed, committed.length),
  ];
};

const lockedBy = (crew: Crew, id: InstanceId): string[] => {
  const paths = crew.ledger.view.locks
    .filter(({ holder, state }) => holder === id && state === 'held')
    .flatMap((lock) => lock.paths);
  return names('has locked', paths, paths.length);
};

const workOf = (crew: Crew, one: Instance): string => {
  const files = one.branch === null || one.work.tip === null ? written(one) : seen(crew, one);
  const said = [...files, ...lockedBy(crew, one.id)].join('; ');
  return said === '' ? '' : `; ${clipped(said, most.work)}`;
};

/** A line for each living sibling: its state, its task, the files it has in hand. */
export const siblingLines = (crew: Crew, self: Pick<Instance, 'id' | 'parent'>): string[] => {
  const siblings = Object.values(crew.ledger.view.instances).filter(
    ({ id, parent, state }) =>
      parent !== null && parent === self.parent && id !== self.id && !hasEnded(state),
  );
  const told = siblings.slice(-most.siblings);
  const lines = told.map((one) => {
    const task = clipped(one.task, most.task) || 'no task yet';
    return `- ${one.id} is ${one.state}: ${task}${workOf(crew, one)}`;
  });
  const more = siblings.length - told.length;
  return more > 0 ? [...lines, `- and ${more} more: \`list\` shows them.`] : lines;
};
