import type { TuttiError } from '@contract/result.ts';
import { projectVerbs } from '@contract/verbs.ts';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { tools } from '../../src-main/adapters/mcp/tools.ts';
import {
  McpBench,
  mcpHeaders,
  messagesOf,
  openSession,
  personToken,
  raw,
} from '../adapters/mcp/mcp-bench.ts';
import { anyOf } from '../support/arbitrary-of-schema.ts';
import { callThrough } from '../support/fuzz/call-through.ts';
import { faultsOfRefusal } from '../support/fuzz/expect-named.ts';
import { fuzzRuns, fuzzTimeout } from '../support/fuzz/fuzz-runs.ts';
import { openFuzzStage, outside } from '../support/fuzz/fuzz-stage.ts';
import type { Stage } from '../support/stage.ts';

/** What the door's guard takes at once; more is refused before any tool is looked for. */
const mostBytes = 4 * 1024 * 1024;

const bodyOf = (name: string, args: unknown): string =>
  JSON.stringify({ jsonrpc: '2.0', id: 7, method: 'tools/call', params: { name, arguments: args } });

interface Answered {
  readonly result?: { readonly isError?: boolean; readonly _meta?: { readonly 'tutti/error'?: TuttiError } };
  readonly error?: { readonly code: number; readonly message: string };
}

/** Ways to the tools of one stage: each role with its own token and session. */
const openDoors = async (bench: McpBench) => {
  const stage = await openFuzzStage();
  const { url } = await bench.serve(stage.project);
  const tokens = {
    executive: stage.env('exec_1'),
    manager: stage.env('mgr_1_1'),
    specialist: stage.env('spec_1_1_1'),
    person: { TUTTI_TOKEN: personToken },
  };
  const sessions = new Map<string, { token: string; session: string }>();
  for (const [who, { TUTTI_TOKEN: token = '' }] of Object.entries(tokens))
    sessions.set(who, { token, session: await openSession(url, token) });
  return { stage, url, sessions };
};

type Doors = Awaited<ReturnType<typeof openDoors>>;

const post = async ({ stage, url, sessions }: Doors, who: string, body: string) => {
  const { token = '', session = '' } = sessions.get(who) ?? {};
  const headers = mcpHeaders(token, { 'mcp-session-id': session });
  return callThrough(stage, raw(url, { headers, body }));
};

const eventsAfter = (stage: Stage, after: number) =>
  stage.store.events({ after, limit: 100, newest: false }).map(({ kind }) => kind);

const checkAnswer = (
  doors: Doors,
  tool: (typeof tools)[number],
  args: unknown,
  message: Answered,
): 'done' | 'refused' => {
  // Arguments that are no object are refused by the protocol's own check, as wrong parameters.
  if (message.error !== undefined) {
    expect(message.error).toMatchObject({ code: -32602, message: expect.stringContaining('arguments') });
    return 'refused';
  }
  const { result } = message;
  if (result?.isError !== true) return 'done';
  const error = result._meta?.['tutti/error'];
  if (error === undefined)
    throw new Error(`an error without its words: ${JSON.stringify(result).slice(0, 300)}`);
  expect(faultsOfRefusal(error, projectVerbs[tool.verb].input, args)).toEqual([]);
  expect(doors.stage.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  return 'refused';
};

describe('every tool, at the door', () => {
  const bench = new McpBench();
  afterAll(() => bench.end());

  test.each(tools.map((tool) => [tool.name, tool] as const))(
    '%s answers each role with a result or a named mistake, and nothing is half done',
    async (name, tool) => {
      let doors = await openDoors(bench);
      const property = fc.asyncProperty(
        fc.constantFrom('executive', 'manager', 'specialist', 'person'),
        anyOf(projectVerbs[tool.verb].input),
        async (who, args) => {
          const { instances } = doors.stage.store.view();
          // Whoever has been ended has no token any more, and whoever was started again has another.
          const hasLostToken = Object.values(instances).some(
            ({ state, incarnation }) => state === 'terminated' || incarnation > 1,
          );
          if (doors.stage.store.view().run?.run !== 2 || hasLostToken) doors = await openDoors(bench);
          const { stage } = doors;
          const before = { seq: stage.store.view().seq, ...outside(stage) };
          const body = bodyOf(name, args);
          const { answer, waited } = await post(doors, who, body);
          if (Buffer.byteLength(body) > mostBytes) {
            expect(answer.status).toBe(413);
            return;
          }
          expect(answer.status).toBe(200);
          const [message] = messagesOf(answer);
          // As the door got it: JSON has no NaN, and no undefined.
          const got: unknown = (JSON.parse(body) as { params: { arguments?: unknown } }).params.arguments;
          if (checkAnswer(doors, tool, got, message as Answered) === 'done' || waited) return;
          const left = eventsAfter(stage, before.seq);
          expect(left.filter((kind) => kind !== 'call.refused' && kind !== 'lock.refused')).toEqual([]);
          expect(outside(stage)).toEqual({ ...before, seq: undefined });
        },
      );
      await fc.assert(property, { numRuns: fuzzRuns(12), endOnFailure: true });
      const { answer } = await post(doors, 'person', bodyOf('list', {}));
      expect(answer.status).toBe(200);
      expect(bench.errors()).toEqual([]);
    },
    fuzzTimeout(30_000),
  );
});
