import type { EventKind, TuttiEvent } from '@contract/events.ts';
import { findingWords } from '@contract/worktree-work.ts';

type WorktreeEventKind =
  | 'instance.changedFiles'
  | 'instance.committed'
  | 'instance.checkedOut'
  | 'instance.unwatched'
  | 'instance.commitRefused'
  | 'instance.contentRefused'
  | Extract<EventKind, `conflict.${string}`>;
export type WorktreeEvent = Extract<TuttiEvent, { kind: WorktreeEventKind }>;

/** So many names fit a line. */
const shownNames = 3;

/** `a.ts, b.ts and 4 more`. */
const namesWords = (names: readonly string[], count = names.length): string => {
  const shown = names.slice(0, shownNames);
  const rest = count - shown.length;
  return shown.join(', ') + (rest > 0 ? ` and ${rest} more` : '');
};

const brief = (hash: string): string => hash.slice(0, 9);

const changedWords = ({ data }: Extract<WorktreeEvent, { kind: 'instance.changedFiles' }>): string => {
  const { id, files, settled, unnamed, dirty } = data;
  const written = files.length + unnamed;
  if (written > 0)
    return `${id} changed ${namesWords(
      files.map(({ path }) => path),
      written,
    )}`;
  if (settled.length > 0 && dirty > 0)
    return `${id}: ${namesWords(settled)} as committed; ${dirty} still differ`;
  return `${id}: nothing differs from its last commit`;
};

const committedWords = ({ data }: Extract<WorktreeEvent, { kind: 'instance.committed' }>): string => {
  const { id, commit, amends } = data;
  const did = commit.parents.length > 1 ? 'merged' : amends === null ? 'committed' : 'amended a commit to';
  return `${id} ${did} ${brief(commit.hash)} ${commit.subject}`;
};

const checkedOutWords = ({ data }: Extract<WorktreeEvent, { kind: 'instance.checkedOut' }>): string => {
  const { id, branch, from, to, dropped } = data;
  const where = `${branch ?? 'no branch'} at ${brief(to)}`;
  if (from === null) return `${id} works on ${where}`;
  return `${id} went to ${where}${dropped > 0 ? `, and left ${dropped} commits behind` : ''}`;
};

/** What was seen in a worktree, in one sentence. */
export const describeWorktreeEvent = (event: WorktreeEvent): string => {
  const { kind, data } = event;
  switch (kind) {
    case 'instance.changedFiles':
      return changedWords(event);
    case 'instance.committed':
      return committedWords(event);
    case 'instance.checkedOut':
      return checkedOutWords(event);
    case 'instance.unwatched':
      return data.reason === null
        ? `The worktree of ${data.id} is watched again`
        : `The worktree of ${data.id} can’t be watched, and is looked at now and then: ${data.reason}`;
    case 'instance.commitRefused': {
      const holders = [...new Set(data.held.map(({ holder }) => holder))].join(', ');
      const names = namesWords(
        data.held.map(({ path }) => path),
        data.count,
      );
      return `A commit of ${data.id} was refused: ${holders} holds ${names}`;
    }
    case 'instance.contentRefused': {
      const [first] = data.findings;
      const what = first === undefined ? '' : `: ${findingWords(first, data.count)}`;
      return `A commit of ${data.id} was refused${what}`;
    }
    case 'conflict.found':
      return `${data.id} ${data.commit === null ? 'changed' : 'committed'} ${data.path}, which ${data.holder} holds`;
    case 'conflict.resolved': {
      const why = data.why === 'released' ? `${data.holder} holds it no longer` : 'the change is gone';
      return `${data.path} of ${data.id} is in no conflict any more: ${why}`;
    }
    default:
      return kind satisfies never;
  }
};
