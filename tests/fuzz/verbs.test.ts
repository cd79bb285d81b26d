import type { TuttiEvent } from '@contract/events.ts';
import { reduce } from '@contract/reduce.ts';
import type { Result } from '@contract/result.ts';
import { type ProjectVerbName, projectVerbs } from '@contract/verbs.ts';
import { emptyView, viewSchema } from '@contract/view.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { callVerb } from '../../src-main/core/doors/call-verb.ts';
import type { Caller } from '../../src-main/core/model/caller.ts';
import { anyOf } from '../support/arbitrary-of-schema.ts';
import { callThrough } from '../support/fuzz/call-through.ts';
import { faultsOfRefusal } from '../support/fuzz/expect-named.ts';
import { fuzzRuns, fuzzTimeout } from '../support/fuzz/fuzz-runs.ts';
import { openFuzzStage, outside } from '../support/fuzz/fuzz-stage.ts';
import { expectSameView } from '../support/same-view.ts';
import { person, type Stage } from '../support/stage.ts';

const callers: Readonly<Record<string, (stage: Stage) => Caller>> = {
  person: () => person,
  onlooker: () => ({ kind: 'person', door: 'web', readOnly: true }),
  executive: (stage) => stage.as('exec_1'),
  manager: (stage) => stage.as('mgr_1_1'),
  specialist: (stage) => stage.as('spec_1_1_1'),
  'one of another run': () => ({ kind: 'instance', id: 'exec_1', run: 1, door: 'mcp' }),
};

/** Events of a refusal itself. */
const ofRefusals = ['call.refused', 'lock.refused'];

const eventsAfter = (stage: Stage, after: number): readonly TuttiEvent[] =>
  stage.store.events({ after, limit: 5000, newest: false });

const expectSound = (stage: Stage): void => {
  const view = stage.store.view();
  expect(viewSchema.safeParse(view).error?.issues ?? []).toEqual([]);
  expectSameView(view, eventsAfter(stage, 0).reduce(reduce, emptyView));
};

const checkCall = async (
  stage: Stage,
  verb: ProjectVerbName,
  who: string,
  raw: unknown,
): Promise<Result<unknown>> => {
  const caller = (callers[who] as (stage: Stage) => Caller)(stage);
  const before = { seq: stage.store.view().seq, ...outside(stage) };
  const { answer, waited } = await callThrough(
    stage,
    callVerb(stage.project as never, caller, verb, raw, stage.log),
  );
  const bug = stage.log.lines.find(({ level }) => level === 'error');
  expect(bug?.error ?? bug?.what, `${verb} by ${who}`).toBeUndefined();
  if (answer.ok) {
    expect(projectVerbs[verb].output.safeParse(answer.value).error?.issues ?? []).toEqual([]);
    return answer;
  }
  expect(faultsOfRefusal(answer.error, projectVerbs[verb].input, raw), `${verb} by ${who}`).toEqual([]);
  if (waited) return answer;
  const left = eventsAfter(stage, before.seq).filter(({ kind }) => !ofRefusals.includes(kind));
  expect(left, `${verb} by ${who}: ${JSON.stringify(answer.error)}`).toEqual([]);
  expect(outside(stage)).toEqual({ ...before, seq: undefined });
  return answer;
};

const names = Object.keys(projectVerbs) as ProjectVerbName[];

test.each(names)(
  '%s, whatever it is sent and by whom: an answer or a named mistake, and nothing is half done',
  async (verb) => {
    let stage = await openFuzzStage();
    let calls = 0;
    const property = fc.asyncProperty(
      fc.constantFrom(...Object.keys(callers)),
      anyOf(projectVerbs[verb].input),
      async (who, raw) => {
        // What ends a run, or all in it, leaves little to be wrong about.
        if (stage.store.view().run?.run !== 2 || calls % 40 === 39) stage = await openFuzzStage();
        calls += 1;
        await checkCall(stage, verb, who, raw);
      },
    );
    await fc.assert(property, { numRuns: fuzzRuns(30), endOnFailure: true });
    expectSound(stage);
    expect(await stage.call('view.get', {})).toMatchObject({ ok: true });
  },
  fuzzTimeout(20_000),
);
