import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { castOf } from '../../../src-main/adapters/agents/rehearsal/cast.ts';
import { WorktreeWork } from '../../../src-main/adapters/agents/rehearsal/worktree-work.ts';
import { cleanFile, withStep } from '../../../src-main/adapters/agents/rehearsal-material/clean-file.ts';
import {
  draftOf,
  pieces,
  sourceFile,
  testFile,
} from '../../../src-main/adapters/agents/rehearsal-material/pieces.ts';
import {
  formatRehearsalTask,
  parseRehearsalTask,
  wholeRehearsal,
} from '../../../src-main/adapters/agents/rehearsal-material/rehearsal-task.ts';
import { makeSampleRepository } from '../../../src-main/adapters/agents/rehearsal-material/sample-repository.ts';
import { buildRehearsal } from '../../support/rehearsal-program.ts';
import { SmallTutti } from '../../support/small-tutti.ts';
import { until } from '../../support/until.ts';

// Real programs on a machine that may be busy: only a failing test takes this long.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let built: Awaited<ReturnType<typeof buildRehearsal>>;
let base: string;
let repository: string;
let tutti: SmallTutti;
beforeAll(async () => {
  built = await buildRehearsal();
});
afterAll(() => built.remove());
beforeEach(async () => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'tutti play-')));
  repository = join(base, 'text-statistics');
  expect(await makeSampleRepository(repository)).toEqual({ ok: true, value: repository });
  tutti = new SmallTutti(built.program, repository, base);
  await tutti.host.start();
});
afterEach(async () => {
  await tutti.end();
  rmSync(base, { recursive: true, force: true, maxRetries: 5 });
});

const evidence = () =>
  [...tutti.members.values()]
    .map(({ id, terminal }) => `== ${id}\n${terminal.text().slice(-1500)}`)
    .join('\n');
const all = () => [...tutti.members.values()];
const isDone = (id: string) => tutti.members.get(id)?.done;

function testsPassing(folder: string): boolean {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  try {
    execFileSync(process.execPath, ['--test'], { cwd: folder, env, stdio: 'ignore' });
    return true;
  } catch {
    return false; // Exit code 1: a test failed.
  }
}

/** The specialist of a module, with a manager who has given it its piece. */
function specialist(part: string) {
  const id = 'spec_1';
  const what = formatRehearsalTask(`write src/${part}.js.`, {
    part,
    seed: 1,
    pace: 0,
    conflict: 'owner',
  });
  const member = tutti.spawn('specialist', null, what);
  expect(member.id).toBe(id);
  return member;
}

describe('the sample repository', () => {
  test('is a clean repository on main whose tests fail until it is written', async () => {
    expect(tutti.git('status', '--porcelain', '--branch').trim()).toBe('## main');
    expect(tutti.git('log', '--format=%an %s').trim()).toMatch(/^Tutti rehearsal A text statistics library/);
    expect(testsPassing(repository)).toBe(false);
  });

  test.each(pieces)('what may go wrong with $name is found by its test', async (piece) => {
    const run = async (source: string) => {
      writeFileSync(join(repository, sourceFile(piece)), source);
      writeFileSync(join(repository, testFile(piece)), piece.test);
      writeFileSync(
        join(repository, cleanFile),
        pieces.reduce(
          (text, { step }) => (step === null ? text : withStep(text, step)),
          readFileSync(join(repository, cleanFile), 'utf8'),
        ),
      );
      return new WorktreeWork(repository, 'spec_1').test([testFile(piece)]);
    };
    expect(await run(draftOf(piece))).toMatchObject({ ok: false, failed: expect.any(Number) });
    expect(await run(piece.source)).toMatchObject({ ok: true, failed: 0 });
  });

  test('is never made over something that is there', async () => {
    expect(await makeSampleRepository(repository)).toMatchObject({ ok: false, error: { code: 'bad_input' } });
  });
});

describe('the play', () => {
  test('a specialist writes, tests, commits as itself and reports', async () => {
    const { id, folder } = specialist('frequency');
    await until('it is done', () => isDone(id), evidence);
    const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim();
    expect(git('status', '--porcelain')).toBe('');
    expect(git('diff', '--name-only', 'main').split('\n')).toEqual([
      'src/frequency.js',
      'test/frequency.test.js',
    ]);
    expect(git('log', '-1', '--format=%an')).toBe('spec_1 (Tutti rehearsal)');
    expect(tutti.messages.at(-1)).toMatchObject({ from: id, to: 'person' });
    expect(tutti.messages.at(-1)?.text).toContain('Branch: tutti/1/spec_1\nTests: 3 passed');
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    execFileSync(process.execPath, ['--test', 'test/frequency.test.js'], {
      cwd: folder,
      env,
      stdio: 'ignore',
    });
  });

  test('an executive, two managers and four specialists end with the tests passing on one branch', async () => {
    const executive = tutti.spawn('executive', null, wholeRehearsal(1, 0));
    await until('the executive is done', () => executive.done, evidence);
    expect(
      all()
        .map(({ id }) => id)
        .sort(),
    ).toEqual(
      ['exec_1', 'mgr_1_1', 'mgr_1_2', 'spec_1_1_1', 'spec_1_1_2', 'spec_1_2_1', 'spec_1_2_2'].sort(),
    );
    expect(all().every(({ done }) => done)).toBe(true);
    expect(testsPassing(executive.folder)).toBe(true);
    const merges = tutti.git('log', '--merges', '--format=%an', 'tutti/1/exec_1').trim().split('\n');
    // Four pieces, two halves, and the other side of the conflict, by the one whose piece came later.
    expect(merges).toHaveLength(7);
    expect(merges.filter((author) => /^spec_1_1_[12] /.test(author))).toHaveLength(1);
    const authors = new Set(
      tutti.git('log', '--no-merges', '--format=%an', 'main..tutti/1/exec_1').trim().split('\n'),
    );
    expect(authors.size).toBe(4);
    const asked = tutti.host.hooks.filter(({ event }) => event === 'waiting');
    expect(asked).toHaveLength(1);
    expect(tutti.blockers).toHaveLength(1);
    expect(tutti.messages.filter(({ text }) => text.startsWith('Answer: '))).toHaveLength(1);
    expect(tutti.messages.at(-1)).toMatchObject({ from: 'exec_1', to: 'person' });
    expect(tutti.messages.at(-1)?.text).toContain('15 tests pass');
  });

  test('goes on where it was when a manager is killed and started again, and the host was away', async () => {
    const executive = tutti.spawn('executive', null, wholeRehearsal(2, 0));
    const manager = await until(
      'there is a manager with a child',
      () => tutti.members.get('spec_1_1_1') && tutti.members.get('mgr_1_1'),
      evidence,
    );
    await tutti.host.stop();
    tutti.restart(manager);
    await tutti.host.start();
    await until('the executive is done', () => executive.done, evidence);
    expect(all()).toHaveLength(7);
    expect(testsPassing(executive.folder)).toBe(true);
  });
});

describe('the task of a play', () => {
  test('is read back as it was written, and others are none of it', () => {
    const plain = { part: 'whole', seed: 12, pace: 0.5 };
    expect(parseRehearsalTask(wholeRehearsal(12, 0.5))).toEqual({ ...plain, conflict: 'owner' });
    const withPerson = wholeRehearsal(12, 0.5, 'person');
    expect(parseRehearsalTask(withPerson)).toEqual({ ...plain, conflict: 'person' });
    for (const task of [
      '',
      'Rehearsal: dance',
      'write [part words, seed 1, pace 0]',
      'Rehearsal: x [part ../x, seed 1, pace 1]',
    ])
      expect(parseRehearsalTask(task)).toBeNull();
  });

  test('of one seed has one cast: one asks, another is blocked, a third fails at first', () => {
    for (let seed = 0; seed < 200; seed += 1) {
      expect(castOf(seed)).toEqual(castOf(seed));
      expect(new Set(Object.values(castOf(seed))).size).toBe(3);
    }
    expect(new Set(Array.from({ length: 50 }, (_, seed) => castOf(seed).asks)).size).toBe(4);
  });
});
