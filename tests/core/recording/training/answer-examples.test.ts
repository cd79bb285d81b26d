import { ok } from '@contract/result.ts';
import { trainingExampleSchema } from '@contract/training-examples.ts';
import type { TranscriptEntry } from '@contract/transcripts.ts';
import { describe, expect, it } from 'vitest';
import type { ProjectPorts } from '../../../../src-main/core/project-ports.ts';
import { KeepGathered } from '../../../../src-main/core/recording/keep-gathered.ts';
import { RunReader } from '../../../../src-main/core/recording/read-run.ts';
import { answerExamples } from '../../../../src-main/core/recording/training/answer-examples.ts';
import { handedOver, type SmallRun } from '../analysis/small-run.ts';

const token = `ghp_${'aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xY1zA2'}`;
const hash = 'c'.repeat(40);

/** Ports of which only what an export asks for is there. */
const portsOf = (run: SmallRun, transcript: readonly TranscriptEntry[]) =>
  ({
    clock: { now: () => 0, after: () => () => undefined },
    store: {
      runs: () => [{ run: 1, title: 'small', startedAt: 0, endedAt: null }],
      events: ({ after, limit }: { after: number; limit: number }) =>
        run.events.filter(({ seq }) => seq > after).slice(0, limit),
    },
    profiles: { find: async () => ok({ watcher: 'claude' }) },
    transcripts: { knows: () => true, read: async () => ok({ entries: transcript }) },
    branches: {
      commitOf: async (name: string) => ok(name.startsWith('dead') ? null : name),
      patch: async ({ from, to }: { from: string; to: string }) =>
        ok({ text: `diff ${from.slice(0, 3)} ${to.slice(0, 3)} ${token}\n`, cut: false }),
    },
  }) as unknown as ProjectPorts;

const examplesOf = async (run: SmallRun, more: object = {}, transcript: readonly TranscriptEntry[] = []) => {
  const ports = portsOf(run, transcript);
  const asked = { form: 'anthropic' as const, mask: true, from: 0, ...more };
  const answer = await answerExamples(
    ports,
    { reader: new RunReader(ports), examples: new KeepGathered(ports.clock) },
    true,
    asked,
  );
  if (!answer.ok) throw new Error(answer.error.message);
  const examples = answer.value.lines.map((line) => trainingExampleSchema.parse(JSON.parse(line)));
  return { ...answer.value, examples };
};

const committed = (): SmallRun => {
  const run = handedOver();
  const at = run.events.find(({ kind }) => kind === 'task.started')?.at ?? 0;
  run.events.push({
    seq: run.events.length + 1,
    at: at + 1000,
    run: 1,
    actor: { kind: 'tutti' },
    cause: null,
    kind: 'instance.committed',
    data: {
      id: 'spec_1_1',
      amends: null,
      commit: { hash, parents: [], subject: 's', author: 'a', at, files: [], count: 0 },
    },
  } as never);
  return run;
};

describe('a run as training examples', () => {
  it('has one for each task, with the task, what it builds on, the diff and the outcome', async () => {
    const { examples, masked, next } = await examplesOf(committed());
    expect(next).toBeNull();
    expect(examples).toMatchObject([
      { task: 'task_1', outcome: 'done', durationMs: 30_000, source: 'events', attempt: 1 },
      { task: 'task_2', instance: 'spec_1_2', diff: null },
    ]);
    expect(examples[0]?.diff).toBe('diff ccc ccc [masked: a GitHub token]\n');
    expect(examples[0]?.masked).toBe(1);
    expect(masked).toEqual({ 'a GitHub token': 1 });
    const [first] = examples[1]?.messages ?? [];
    expect(JSON.stringify(first)).toContain('What it builds on:\\n- task_1 parser: parsed');
  });

  it('leaves secrets in where that is asked for, and takes the other form', async () => {
    const { examples, masked } = await examplesOf(committed(), { mask: false, form: 'openai' });
    expect(examples[0]?.diff).toContain(token);
    expect(masked).toEqual({});
    expect(examples[0]?.messages[0]).toMatchObject({ role: 'system' });
  });

  it('takes only outcomes that are wanted', async () => {
    expect((await examplesOf(handedOver(), { outcomes: ['failed'] })).examples).toEqual([]);
    expect((await examplesOf(handedOver(), { outcomes: ['done'], from: 1 })).examples).toHaveLength(1);
  });

  it('takes the agent’s own transcript where there is one, of the time of the task', async () => {
    const run = handedOver();
    const begun = run.events.find(({ kind }) => kind === 'task.started')?.at ?? 0;
    const conversed = { id: 'spec_1_1', session: 's', transcript: '/t.jsonl' };
    run.events.splice(5, 0, { ...run.events[0], kind: 'instance.conversed', data: conversed } as never);
    const entry = { index: 0, call: null, tool: null, summary: '', files: [], failed: false };
    const { examples } = await examplesOf(run, {}, [
      { ...entry, at: begun - 60_000, kind: 'said', text: 'of another task' },
      { ...entry, at: begun + 1, kind: 'thought', text: 'hm' },
      { ...entry, at: begun + 2, kind: 'tool', text: '{"command":"npm test"}', call: 'x', tool: 'Bash' },
      { ...entry, at: begun + 3, kind: 'result', text: 'red', call: 'x', failed: true },
    ]);
    expect(examples[0]?.source).toBe('transcript');
    expect(examples[0]?.messages.slice(1)).toEqual([
      {
        role: 'assistant',
        content: [{ type: 'tool_use', id: 'x', name: 'Bash', input: { command: 'npm test' } }],
      },
      {
        role: 'user',
        content: [{ type: 'tool_result', tool_use_id: 'x', content: 'red', is_error: true }],
      },
    ]);
  });
});
