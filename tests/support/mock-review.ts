import { type BranchStand, branchLimits, type FileChange } from '@contract/branches.ts';
import { fail, ok } from '@contract/result.ts';
import type { FileVersion, Review, ReviewComment } from '@contract/review.ts';
import type { Handlers, Scenario } from './mock-rooms.ts';
import type { EventTape } from './sample-events.ts';

const hash = (digit: string): string => digit.repeat(40);

const before = `import { readFile } from 'node:fs/promises';

/** What a token says of its bearer. */
export interface Claims {
  readonly sub: string;
  readonly exp: number;
}

const minute = 60;

export const isFresh = (claims: Claims): boolean => {
  const now = new Date().getTime();
  return claims.exp * 1000 > now;
};

${Array.from({ length: 30 }, (_, at) => `export const unused${at} = ${at};`).join('\n')}

export const load = async (path: string): Promise<Claims> => {
  const text = await readFile(path, 'utf8');
  return JSON.parse(text) as Claims;
};
`;

const after = before
  .replace(
    '  readonly exp: number;\n',
    '  readonly exp: number;\n  /** Who it is for. */\n  readonly aud: string;\n',
  )
  .replace('const now = new Date().getTime();', 'const now = clock.now();')
  .replace("  const text = await readFile(path, 'utf8');\n", '')
  .replace('JSON.parse(text) as Claims', 'claimsSchema.parse(JSON.parse(await readFile(path)))');

const text = (words: string): FileVersion => ({ kind: 'text', text: words, exact: true, mode: '100644' });
const absent: FileVersion = { kind: 'absent' };

/** Ten thousand lines of which each second one differs. */
const long = (mark: string): string =>
  Array.from(
    { length: 10_000 },
    (_, at) => `const line${at} = ${at % 2 === 0 ? at : `'${mark}${at}'`};`,
  ).join('\n');

const versions: Readonly<Record<string, readonly [FileVersion, FileVersion]>> = {
  'docs/auth.md': [absent, text('# Tokens\n\nA token lives for **15 minutes**.\n')],
  'src/auth/claims.ts': [text(before), text(after)],
  'src/auth/logo.png': [
    { kind: 'binary', bytes: 3000, mode: '100644' },
    { kind: 'binary', bytes: 4200, mode: '100644' },
  ],
  'src/generated/table.ts': [absent, { kind: 'large', bytes: 9_400_000, mode: '100644' }],
  'src/generated/words.ts': [text(long('a')), text(long('b'))],
  'src/old.ts': [text('export const old = 1;\n'), absent],
};

const changeOf = (path: string, [from, to]: readonly [FileVersion, FileVersion]): FileChange => ({
  path,
  oldPath: null,
  kind: from.kind === 'absent' ? 'created' : to.kind === 'absent' ? 'deleted' : 'changed',
  ...(path === 'src/generated/words.ts'
    ? { insertions: 5000, deletions: 5000 }
    : { insertions: 4, deletions: 3 }),
  binary: to.kind === 'binary',
});

const filesOf = (work: NonNullable<Scenario['work']>): FileChange[] => {
  if (work === 'none') return [];
  const some = Object.entries(versions).map(([path, pair]) => changeOf(path, pair));
  if (work !== 'much') return some;
  const rest = Array.from({ length: branchLimits.files - some.length }, (_, at) =>
    changeOf(`src/many/file-${String(at).padStart(4, '0')}.ts`, [text(''), text('')]),
  );
  return [...some, ...rest];
};

const standOf = (id: string, work: NonNullable<Scenario['work']>): BranchStand => {
  const files = filesOf(work);
  return {
    ...{ id, branch: `tutti/12/${id}`, base: 'tutti/12/mgr_1_1', worktree: `/home/ada/.tutti/${id}` },
    ...{
      tip: hash('b'),
      baseTip: hash('a'),
      mergeBase: hash('a'),
      ahead: files.length > 0 ? 2 : 0,
      behind: 1,
    },
    ...{ files, count: work === 'much' ? 5400 : files.length, insertions: 5016, deletions: 5012 },
    commits: [
      { hash: hash('b'), parents: [hash('c')], author: 'Ada', at: 1, subject: 'Say whom a token is for' },
      { hash: hash('c'), parents: [hash('a')], author: 'Ada', at: 1, subject: 'Parse what is read' },
    ],
    uncommitted: 2,
    ...{ conflicts: [], conflicting: 0, trouble: null },
  };
};

const reviewOf = (tape: EventTape, id: string): Review => {
  let marks: Review['marks'] = [];
  const comments: ReviewComment[] = [];
  for (const event of tape.events) {
    if (event.kind === 'review.commented' && event.data.id === id) {
      const { id: _, ...told } = event.data;
      comments.push({ ...told, by: 'person', at: event.at });
    }
    if (event.kind !== 'review.marked' || event.data.id !== id) continue;
    for (const { path, hunk, verdict } of event.data.marks) {
      marks = marks.filter(
        (mark) => path !== null && (mark.path !== path || (hunk !== null && mark.hunk !== hunk)),
      );
      if (verdict !== null)
        marks.push({ path, hunk, verdict, tip: event.data.tip, by: 'person', at: event.at });
    }
  }
  return { id, marks, comments };
};

/** The work of every instance is the same few files. */
export const reviewHandlers = (tape: EventTape, work: NonNullable<Scenario['work']>): Handlers => ({
  'branches.get': ({ id = 'exec_1' }) =>
    work === 'broken'
      ? fail('git_failed', 'The repository can’t be read.', 'Look at it with git status.')
      : ok(standOf(id, work)),
  'review.get': ({ id }) => ok(reviewOf(tape, id)),
  'review.file': ({ path }) => {
    const [from, to] = versions[path] ?? [text(''), text('')];
    return ok({ path, oldPath: null, from: hash('a'), to: hash('b'), before: from, after: to });
  },
  'review.mark': ({ id, marks, tip = hash('b') }) => {
    tape.add('review.marked', { id, tip, marks }, { kind: 'person', door: 'web' });
    return ok(reviewOf(tape, id));
  },
  'review.comment': ({
    id,
    path,
    text: said,
    line = null,
    lines,
    side,
    hunk = null,
    sendBack,
    tip = hash('b'),
  }) => {
    if (said === 'refuse') return fail('wrong_state', `${id} was terminated.`, 'Restart it first.');
    const message = `msg_${1000 + tape.events.length}`;
    tape.add('message.stored', { message, from: 'person', to: id, text: said, replyTo: null });
    tape.add('review.commented', { id, path, text: said, line, lines, side, hunk, tip, quote: [], message });
    if (sendBack) tape.add('review.marked', { id, tip, marks: [{ path, hunk, verdict: 'returned' }] });
    const kept = reviewOf(tape, id).comments.at(-1);
    return kept === undefined ? fail('internal', 'lost', 'Report this.') : ok(kept);
  },
  'merges.request': ({ id }) => {
    tape.add('merge.queued', {
      ...{ merge: 'merge_1', id: id ?? null, source: `tutti/12/${id}`, target: 'tutti/12/mgr_1_1' },
      ...{ strategy: 'merge' as const, message: '' },
    });
    const merge = tape.view.merges.at(-1);
    return merge === undefined ? fail('internal', 'lost', 'Report this.') : ok(merge);
  },
});
