import { instanceIdSchema, messageIdSchema } from '@contract/ids.ts';
import { pathClaimSchema } from '@contract/paths.ts';
import { taskIdSchema } from '@contract/tasks.ts';
import { projectVerbs, type VerbName, verbs } from '@contract/verbs.ts';
import { describe, expect, test } from 'vitest';
import { callVerb } from '../../src-main/core/doors/call-verb.ts';
import { limitsOf } from '../support/arbitrary-of-schema.ts';
import { callThrough } from '../support/fuzz/call-through.ts';
import { faultsOfRefusal } from '../support/fuzz/expect-named.ts';
import { openFuzzStage } from '../support/fuzz/fuzz-stage.ts';
import { type Leaf, leavesOf } from '../support/fuzz/leaves-of.ts';
import { nastyPaths } from '../support/fuzz/nasty-values.ts';
import type { Stage } from '../support/stage.ts';

type Place = readonly [where: string, verb: VerbName, leaf: Leaf];

const places: Place[] = (Object.keys(verbs) as VerbName[]).flatMap((verb) =>
  leavesOf(verbs[verb].input).map((leaf): Place => [`${verb} ${leaf.field}`, verb, leaf]),
);
const texts = places.filter(([, , { kind }]) => kind === 'text');
const numbers = places.filter(([, , { kind }]) => kind === 'number');
const lists = places.filter(([, , { kind }]) => kind === 'list');

/** What every door says of an input, before any room sees it. */
const mistakeIn = (verb: VerbName, raw: unknown): { field: string; message: string } | null => {
  const [issue] = verbs[verb].input.safeParse(raw).error?.issues ?? [];
  return issue === undefined ? null : { field: issue.path.join('.'), message: issue.message };
};

/** In a list of lines that the person types as one field, the mistake is the list's. */
const oneField = ['settings.set worktrees.copy.0', 'settings.set worktrees.link.0'];
const named = (where: string, field: string): string =>
  oneField.includes(where) ? field.replace(/\.0$/, '') : field;

/** Also as what a pattern of an id or a path would take, a tenth as long. */
const digits = '1'.repeat(1_000_000);
const endless = [
  'x'.repeat(10_000_000),
  ...['exec_', 'task_', 'msg_', 'lock_', 'sub_', 'src/', ''].map((begin) => begin + digits),
];

describe('10 MB', () => {
  test.each(texts)('in %s are refused by its name', (where, verb, { field, schema, inputWith }) => {
    const { maximum = 0 } = limitsOf(schema);
    for (const long of endless.filter(({ length }) => length > maximum)) {
      const mistake = mistakeIn(verb, inputWith(long));
      expect(mistake).toMatchObject({ field: named(where, field) });
      expect(mistake?.message.length).toBeLessThan(1000);
    }
  });

  test.each(lists)('of %s are refused, since it has an end', (_where, verb, { field, schema, inputWith }) => {
    const { maximum = Number.POSITIVE_INFINITY } = limitsOf(schema);
    expect(maximum).toBeLessThanOrEqual(200_000);
    const mistake = mistakeIn(verb, inputWith(Array.from({ length: maximum + 1 }, () => '')));
    expect(mistake?.field.startsWith(field)).toBe(true);
  });

  test('in a list of one field are still looked for', () => {
    expect(oneField.filter((one) => !texts.some(([where]) => where === one))).toEqual([]);
  });

  test('of keys are refused', () => {
    const bytes = new Uint8Array(10_000_000);
    expect(mistakeIn('instances.type', { id: 'exec_1', bytes })).toMatchObject({ field: 'bytes' });
  });
});

/** The seed of a rehearsal is any whole number. */
const mayBeNegative = ['rehearsal.start seed'];

describe('a number', () => {
  test.each(numbers)(
    '%s is refused by its name below its least, and where it is none',
    (where, verb, { field, inputWith }) => {
      const wrong = [Number.NaN, Number.POSITIVE_INFINITY, '1', null].filter(
        (value) => value !== null || !verbs[verb].input.safeParse(inputWith(null)).success,
      );
      for (const value of mayBeNegative.includes(where) ? wrong : [...wrong, -1, -1e9])
        expect(mistakeIn(verb, inputWith(value)), String(value)).toMatchObject({ field });
    },
  );

  test('of the list of those that may be negative is there', () => {
    expect(mayBeNegative.filter((one) => !numbers.some(([where]) => where === one))).toEqual([]);
  });
});

/** What is no claim of a project's paths by its schema, and is checked as one all the same. */
const alsoPaths = ['locks.acquire paths.0', 'locks.release paths.0', 'locks.list path'];
const paths = places.filter(
  ([where, verb, { schema }]) =>
    // A setting is the person's alone, and its patterns name no file.
    verb !== 'settings.set' && ((schema as unknown) === pathClaimSchema || alsoPaths.includes(where)),
);

describe('on a stage', () => {
  const callAs = async (stage: Stage, who: string, verb: VerbName, raw: unknown) => {
    const { answer } = await callThrough(
      stage,
      callVerb(stage.project as never, stage.as(who), verb, raw, stage.log),
    );
    return answer;
  };

  describe('a path out of the project, of all of it, or of git’s own', () => {
    test.each(paths)(
      'in %s is refused by its name, and nothing happens',
      async (_where, verb, { field, inputWith }) => {
        const stage = await openFuzzStage();
        const before = stage.store.view();
        for (const path of nastyPaths) {
          const answer = await callAs(stage, 'exec_1', verb, inputWith(path));
          expect(answer, path).toMatchObject({ ok: false, error: { code: 'bad_input', field } });
          if (!answer.ok)
            expect(faultsOfRefusal(answer.error, verbs[verb].input, inputWith(path))).toEqual([]);
        }
        expect(stage.store.view()).toEqual(before);
      },
    );

    test('is looked for wherever there are paths', () => {
      expect(paths.map(([where]) => where)).toEqual(
        expect.arrayContaining([
          ...alsoPaths,
          'tasks.create tasks.0.files.0',
          'plan.make parts.0.files.0',
          'decisions.record paths.0',
        ]),
      );
    });
  });

  /** An id of each kind that the run before had, and this one has not. */
  const ofAnotherRun = new Map<unknown, string>([
    [instanceIdSchema, 'exec_2'],
    [taskIdSchema, 'task_9'],
    [messageIdSchema, 'msg_15'],
  ]);
  // A hook tells what was; what it names besides is nothing that is looked up.
  const takenAsTold = ['instances.hook message'];
  const ids = places.filter(
    ([where, verb, { schema }]) =>
      ofAnotherRun.has(schema) && verb in projectVerbs && !takenAsTold.includes(where),
  );

  describe('the id of another run', () => {
    test.each(ids)(
      'in %s finds nothing and does nothing',
      async (_where, verb, { field, schema, inputWith }) => {
        const id = ofAnotherRun.get(schema) ?? '';
        const stage = await openFuzzStage();
        const before = stage.store.view();
        const raw = inputWith(id);
        for (const who of ['exec_1', 'mgr_1_1']) {
          const answer = await callAs(stage, who, verb, raw);
          if (answer.ok) {
            // A filter that nothing fits.
            expect(verbs[verb].kind === 'query' || verb === 'messages.readInbox', `${verb} ${field}`).toBe(
              true,
            );
            expect(JSON.stringify(answer.value)).not.toContain(`"${id}"`);
          } else expect(faultsOfRefusal(answer.error, verbs[verb].input, raw)).toEqual([]);
        }
        const left = stage.store
          .events({ after: before.seq, limit: 100, newest: false })
          .map(({ kind }) => kind);
        expect(left.filter((kind) => kind !== 'call.refused')).toEqual([]);
      },
    );
  });

  describe('a time that is over', () => {
    test.each([
      ['messages.send', 'expiresAt', { to: 'mgr_1_1', text: 'x' }],
      ['messages.send', 'expiresInSeconds', { to: 'mgr_1_1', text: 'x' }],
      ['locks.acquire', 'leaseSeconds', { paths: ['src/x.ts'] }],
      ['locks.acquire', 'wait', { paths: ['src/x.ts'] }],
      ['messages.readInbox', 'waitSeconds', {}],
      ['runs.shutdown', 'seconds', {}],
    ] as const)('%s %s', async (verb, field, rest) => {
      const stage = await openFuzzStage();
      const before = stage.store.view();
      for (const value of [
        -1,
        -1e12,
        Number.NEGATIVE_INFINITY,
        ...(field === 'expiresAt' ? [0, 1, stage.clock.now() - 1] : []),
      ]) {
        const answer = await callAs(stage, 'exec_1', verb, { ...rest, [field]: value });
        expect(answer, String(value)).toMatchObject({ ok: false, error: { code: 'bad_input', field } });
      }
      expect(stage.store.view()).toEqual(before);
    });
  });
});
