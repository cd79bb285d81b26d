import { type Why, whySchema } from '@contract/run-why.ts';
import { whyMarkdown } from '@contract/why-markdown.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventIndex } from '../../../../src-main/core/recording/analysis/event-index.ts';
import { gatherRun } from '../../../../src-main/core/recording/analysis/gather-run.ts';
import { whyInstance, whyRun, whyTask } from '../../../../src-main/core/recording/analysis/why-failed.ts';
import { arbitraryLog, runsIn } from './arbitrary-runs.ts';
import { SmallRun } from './small-run.ts';

const read = (run: SmallRun) => {
  const index = new EventIndex();
  for (const event of run.events) index.take(event);
  return [gatherRun(run.run, run.events, run.now), index] as const;
};

const must = (result: ReturnType<typeof whyTask>): Why => {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};

/** A task that is given by message, begun, and given up by its assignee after a tool failed. */
const givenUp = (): SmallRun => {
  const run = new SmallRun();
  run.spawn('exec_1', null);
  run.spawn('spec_1_1', 'exec_1');
  run.task(1, 'parser');
  run.say('msg_1', 'exec_1', 'spec_1_1', 'Do the parser.');
  run.give('task_1', 'spec_1_1', 1, 'msg_1');
  const accepted = run.accept('msg_1', 'spec_1_1');
  run.add('task.started', { task: 'task_1', assignee: 'spec_1_1' }, { cause: accepted });
  const use = { call: 'c', tool: 'Bash', summary: 'npm test', files: [] };
  run.add('instance.worked', { id: 'spec_1_1', use: { ...use, status: 'failed' } });
  run.add(
    'task.failed',
    { task: 'task_1', assignee: 'spec_1_1', reason: 'no `test` script' },
    { by: 'spec_1_1' },
  );
  return run;
};

describe('why a task failed', () => {
  it('is told by what is recorded, back to where it began', () => {
    const why = must(whyTask(...read(givenUp()), 'task_1'));
    const [failure] = why.failures;
    expect(failure?.reason).toBe('no `test` script');
    expect(failure?.chain.map(({ kind, link, origin }) => [kind, link, origin])).toEqual([
      ['task.failed', null, 'instance'],
      ['task.started', 'same', null],
      ['message.accepted', 'cause', 'seen'],
      ['message.stored', 'same', 'instance'],
    ]);
    expect(failure?.context.map(({ words }) => words)).toContain('Bash failed: npm test');
    expect(why.missing).toEqual([]);
  });

  it('goes on to the task that it waited for', () => {
    const run = givenUp();
    run.task(2, 'printer', ['task_1']);
    const why = must(whyTask(...read(run), 'task_2'));
    expect(why.failures[0]?.chain.slice(0, 2).map(({ kind, link }) => [kind, link])).toEqual([
      ['task.created', null],
      ['task.failed', 'depends'],
    ]);
  });

  it('says where Tutti did something and no cause was recorded', () => {
    const run = givenUp();
    run.give('task_1', 'spec_1_1', 2);
    const seq = run.add('task.failed', { task: 'task_1', assignee: 'spec_1_1', reason: 'too late' });
    const why = must(whyTask(...read(run), 'task_1'));
    expect(why.missing).toEqual([seq]);
    expect(whyMarkdown(why)).toContain('its cause was not recorded');
  });

  it('is not answered for one that has not failed, or is not there', () => {
    const run = new SmallRun();
    run.task(1, 'parser');
    expect(whyTask(...read(run), 'task_1')).toMatchObject({ ok: false, error: { code: 'wrong_state' } });
    expect(whyTask(...read(run), 'task_2')).toMatchObject({ ok: false, error: { code: 'not_found' } });
  });
});

it('why an instance crashed is told with its last lines', () => {
  const run = givenUp();
  run.move('spec_1_1', 'crashed', { witness: 'process', evidence: 'Error: ```boom', reason: 'exit 1' });
  const why = must(whyInstance(...read(run), 'spec_1_1'));
  expect(why.failures).toMatchObject([{ what: 'instance', reason: 'exit 1', evidence: 'Error: ```boom' }]);
  expect(whyMarkdown(why)).toContain('````\nError: ```boom\n````');
});

it('of a run all is told that failed and was not made good, and an agent’s words are no markup', () => {
  const run = givenUp();
  run.task(2, 'printer');
  run.add('task.failed', { task: 'task_2', assignee: null, reason: '# <b>no</b>' }, { by: 'exec_1' });
  run.give('task_1', 'spec_1_1', 2);
  run.move('spec_1_1', 'blocked', { blocker: 'no key' });
  const why = whyRun(...read(run));
  expect(why.failures.map(({ name }) => name)).toEqual(['task_2', 'spec_1_1']);
  expect(whyMarkdown(why)).toContain('## task task\\_2: \\# \\<b\\>no\\</b\\>');
  const well = new SmallRun();
  expect(whyMarkdown(whyRun(...read(well)))).toContain('Nothing of it has failed');
});

it('of any log: chains go back only, fit the schema, and end', () => {
  fc.assert(
    fc.property(arbitraryLog, (events) => {
      for (const run of runsIn(events)) {
        const own = events.filter((event) => event.run === run);
        const index = new EventIndex();
        for (const event of own) index.take(event);
        const why = whyRun(gatherRun(run, own, own.at(-1)?.at ?? 0), index);
        expect(whySchema.safeParse(why).error?.issues ?? []).toEqual([]);
        for (const { chain } of why.failures) {
          const seqs = chain.filter(({ link }) => link !== 'depends').map(({ seq }) => seq);
          expect(new Set(chain.map(({ seq }) => seq)).size).toBe(chain.length);
          if (seqs.length === chain.length) expect(seqs).toEqual(seqs.toSorted((a, b) => b - a));
        }
        whyMarkdown(why);
      }
    }),
    { numRuns: 200 },
  );
});
