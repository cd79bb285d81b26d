import { jsonIn, listOf, numberOf, recordOf } from '../model-api/reading-json.ts';
import type { AgentKind } from './agent-kind.ts';

/** Tokens as a CLI reports them; `fresh` is what did not come from the cache (what went into it included). */
export interface ReportedUsage {
  readonly fresh: number;
  readonly cacheRead: number;
  readonly output: number;
}

/** Reads the sum that a CLI prints at the end of a headless run in JSON. */
export const reportedUsage = (kind: AgentKind, stdout: string): ReportedUsage => readers[kind](stdout);

const readers: Readonly<Record<AgentKind, (stdout: string) => ReportedUsage>> = {
  claude: (stdout) => {
    const usage = recordOf(recordOf(jsonIn(stdout)).usage);
    return {
      fresh: tokens(usage.input_tokens) + tokens(usage.cache_creation_input_tokens),
      cacheRead: tokens(usage.cache_read_input_tokens),
      output: tokens(usage.output_tokens),
    };
  },
  codex: (stdout) => {
    const ends = linesOf(stdout).filter(({ type }) => type === 'turn.completed');
    const usage = recordOf(ends.at(-1)?.usage);
    const cacheRead = tokens(usage.cached_input_tokens);
    return { fresh: tokens(usage.input_tokens) - cacheRead, cacheRead, output: tokens(usage.output_tokens) };
  },
  gemini: (stdout) => {
    const models = recordOf(recordOf(recordOf(jsonIn(stdout)).stats).models);
    const counts = Object.values(models).map((model) => recordOf(recordOf(model).tokens));
    const cacheRead = sum(counts.map(({ cached }) => cached));
    return {
      fresh: sum(counts.map(({ prompt }) => prompt)) - cacheRead,
      cacheRead,
      output: sum(counts.map(({ candidates }) => candidates)),
    };
  },
  opencode: (stdout) => {
    const steps = linesOf(stdout).filter(({ type }) => type === 'step_finish');
    const counts = steps.map(({ part }) => recordOf(recordOf(part).tokens));
    return {
      fresh: sum(counts.map(({ input }) => input)),
      cacheRead: sum(counts.map(({ cache }) => recordOf(cache).read)),
      output: sum(counts.map(({ output }) => output)),
    };
  },
};

const linesOf = (stdout: string) => stdout.split('\n').map((line) => recordOf(jsonIn(line)));

const tokens = (value: unknown): number => {
  const count = numberOf(value);
  if (count === null) throw new Error(`a number of tokens is missing: ${JSON.stringify(value)}`);
  return count;
};

const sum = (values: readonly unknown[]): number =>
  listOf(values).reduce<number>((all, one) => all + tokens(one), 0);
