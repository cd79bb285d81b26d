import { firstMarker, hunksOf } from '@contract/conflict-hunks.ts';
import type { ConflictFile } from '@contract/merge-conflicts.ts';
import type { Merge } from '@contract/merges.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { Handlers } from './mock-rooms.ts';
import type { EventTape } from './sample-events.ts';

const hash = (digit: string): string => digit.repeat(40);
const tried = { tip: hash('a'), onto: hash('b') };

const same = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, at) => `const line${from + at} = ${from + at};\n`).join('');

const marked = (ours: string, base: string, theirs: string): string =>
  `<<<<<<< ours\n${ours}||||||| base\n${base}=======\n${theirs}>>>>>>> theirs\n`;

const version = (text: string) => ({ kind: 'text' as const, text });

const textFile = (path: string, text: string): ConflictFile => ({
  path,
  kind: 'content',
  base: version('base\n'),
  ours: version('all of ours\n'),
  theirs: version('all of theirs\n'),
  result: version(text),
  hunks: hunksOf(text),
  resolved: false,
});

/** Three places in a text, one place in another, and a picture. */
const conflictFiles = (): ConflictFile[] => [
  textFile(
    'src/auth/refresh-token.ts',
    same(1, 12) +
      marked('const ttl = 15 * minute;\n', 'const ttl = hour;\n', 'const ttl = settings.refreshTtl;\n') +
      same(13, 15) +
      marked("  log.info('refreshed', { id });\n", '', "  metrics.count('refreshed');\n") +
      same(16, 40) +
      marked('', 'export default refresh;\n', 'export { refresh };\n'),
  ),
  textFile(
    'docs/auth.md',
    marked('It is signed with EdDSA.\n', 'It is signed.\n', 'It is signed with RS256.\n'),
  ),
  {
    ...textFile('docs/flow.png', ''),
    ...{ kind: 'binary', hunks: null, result: { kind: 'binary', text: null } },
    ...{ ours: { kind: 'binary', text: null }, theirs: { kind: 'binary', text: null } },
  },
];

const output = `> orders-api@1.4.0 test
 ✓ tests/login.test.ts (12 tests) 318ms
 ✗ tests/refresh.test.ts > a stolen refresh token revokes its family
   expected 401, got 200
     at tests/refresh.test.ts:48:31
 Test Files  1 failed | 11 passed (12)`;

/** So many merges of specialists: one of each state first, then merged ones. */
export const addMerges = (tape: EventTape, count: number): void => {
  const specialists = Object.values(tape.view.instances).filter(({ role }) => role === 'specialist');
  for (let at = 1; at <= count; at += 1) {
    const one = specialists[(at - 1) % Math.max(1, specialists.length)];
    if (one === undefined) return;
    const target = tape.view.instances[one.parent ?? '']?.branch ?? 'main';
    const of = { merge: `merge_${at}`, id: one.id };
    const source = `${one.branch ?? one.id}${at > specialists.length ? `-${at}` : ''}`;
    tape.wait(1000);
    tape.add('merge.queued', {
      ...of,
      source,
      target: at === 6 ? 'main' : target,
      strategy: 'merge',
      message: '',
    });
    const check = { command: 'npm test', outcome: 'passed' as const, output, ms: 41_300 };
    if (at === 1) {
      const files = conflictFiles().map(({ path, kind }) => ({ path, kind }));
      const reason = `it conflicts in ${files.map(({ path }) => path).join(', ')}`;
      tape.add('merge.conflicted', { ...of, ...tried, files, count: files.length, reason });
    } else if (at === 2) {
      const failed = { ...check, outcome: 'failed' as const };
      tape.add('merge.failed', { ...of, reason: 'npm test failed with it', check: failed });
    } else if (at === 3) tape.add('merge.checking', { ...of, ...tried, command: 'npm test' });
    else if (at === 6)
      tape.add('merge.waiting', {
        ...of,
        reason:
          'main is checked out in /home/ada/code/orders-api, which has changes that are not committed: src/a.ts',
      });
    else if (at !== 4) {
      tape.add('merge.began', { ...of, ...tried, commit: hash('c'), check });
      tape.add('merge.merged', { ...of, commit: hash('c') });
    }
  }
};

const found = (tape: EventTape, id: string): Result<Merge> => {
  const merge = tape.view.merges.find((one) => one.id === id);
  return merge === undefined ? fail('not_found', `There is no ${id}.`, 'Look at the list.') : ok(merge);
};

/** Merges as the sample run has them; what is asked for stands in the queue, and nothing is merged. */
export const mergeHandlers = (tape: EventTape, unopened = false): Handlers => {
  const files = conflictFiles();
  const of = (merge: Merge) => ({ merge: merge.id, id: merge.of });
  const ask = (id: string, into: string): Merge | undefined => {
    const merge = `merge_${tape.view.merges.length + 1}`;
    const source = tape.view.instances[id]?.branch ?? id;
    tape.add(
      'merge.queued',
      { merge, id, source, target: into, strategy: 'merge', message: '' },
      { kind: 'person', door: 'web' },
    );
    return tape.view.merges.at(-1);
  };
  const act = (id: string, add: (merge: Merge) => void): Result<Merge> => {
    const merge = found(tape, id);
    if (!merge.ok) return merge;
    add(merge.value);
    return found(tape, id);
  };
  return {
    'merges.list': () => ok([...tape.view.merges]),
    'merges.request': ({ id = '' }) => {
      const merge = ask(id, tape.view.instances[tape.view.instances[id]?.parent ?? '']?.branch ?? 'main');
      return merge === undefined ? fail('not_found', `no ${id}`, 'List them.') : ok(merge);
    },
    'merges.integrate': ({ id }) => {
      const those = Object.values(tape.view.instances).filter(
        ({ parent, work }) => work.commits > 0 && (id === undefined || parent === id),
      );
      return ok(those.flatMap((one) => ask(one.id, 'main') ?? []));
    },
    'merges.cancel': ({ merge, reason }) =>
      act(merge, (one) => tape.add('merge.cancelled', { ...of(one), reason })),
    'merges.retry': ({ merge }) =>
      act(merge, (one) => tape.add('merge.requeued', { ...of(one), reason: 'it was asked for again' })),
    'merges.undo': ({ merge = '', reason }) =>
      act(merge, (one) => tape.add('merge.undone', { ...of(one), commit: hash('d'), way: 'back', reason })),
    'merges.conflict': ({ merge }) => {
      const one = found(tape, merge);
      if (!one.ok) return one;
      if (unopened)
        return fail('wrong_state', `${merge} no longer conflicts`, 'Have it tried again.', {
          field: 'merge',
        });
      const { of: id } = one.value;
      const theirs = id === null ? [] : [{ id, task: tape.view.instances[id]?.task ?? '' }];
      const intents = { ours: [{ id: 'spec_1_1_4', task: 'Rotate the signing key every hour' }], theirs };
      return ok({
        ...{ merge: one.value, into: hash('b'), from: hash('a') },
        ...{ files, count: files.length, intents },
      });
    },
    'merges.resolve': ({ merge, files: given, finish }) => {
      for (const by of given) {
        const at = files.findIndex(({ path }) => path === by.path);
        const file = files[at];
        if (file === undefined) continue;
        const text = by.how === 'text' ? by.text : by.how === 'delete' ? null : file[by.how].text;
        const result = text === null ? { kind: 'absent' as const, text: null } : version(text);
        const resolved = text === null || firstMarker(text) === null;
        files[at] = { ...file, result, hunks: text === null ? null : hunksOf(text), resolved };
      }
      const left = files
        .filter(({ resolved }) => !resolved)
        .map(({ path, result }) => ({ path, line: firstMarker(result.text ?? '') }));
      if (finish && left.length > 0)
        return fail(
          'wrong_state',
          `${left[0]?.path}:${left[0]?.line} has a marker`,
          'Resolve what is left, then finish.',
          { field: 'files' },
        );
      const paths = files.map(({ path }) => path);
      const done = act(merge, (one) => {
        if (finish)
          tape.add('merge.resolved', {
            ...of(one),
            ...tried,
            commit: hash('e'),
            way: 'hand',
            files: paths,
            reason: 'resolved by hand',
          });
      });
      return done.ok ? ok({ merge: done.value, left }) : done;
    },
    'merges.decline': ({ merge, reason }) =>
      act(merge, (one) => tape.add('merge.declined', { ...of(one), reason })),
    'merges.handBack': ({ merge, to }) => {
      const who =
        to === 'owner' ? (tape.view.merges.find(({ id }) => id === merge)?.of ?? 'spec_1_1_1') : 'spec_1_1_9';
      const done = act(merge, (one) => tape.add('merge.handed', { ...of(one), to: who, task: 'task_1' }));
      return done.ok ? ok({ merge: done.value, to: who, task: 'task_1' }) : done;
    },
  };
};
