import type { TuttiEvent } from '@contract/events.ts';
import type { Instance } from '@contract/instances.ts';
import type { Result } from '@contract/result.ts';
import type { TerminalItem } from '@contract/terminals.ts';
import type { ProjectVerbName, VerbInput, VerbOutput } from '@contract/verbs.ts';

/** A host as a benchmark speaks to it, be it in this process or in one of its own. */
export interface BenchHost {
  readonly pid: number;
  /** Throws when the verb fails: a benchmark asks for nothing that may. */
  call<V extends ProjectVerbName>(verb: V, input: VerbInput<V>): Promise<VerbOutput<V>>;
  followEvents(sink: (events: readonly TuttiEvent[]) => void): () => void;
  followTerminal(
    id: string,
    sink: (item: TerminalItem) => void,
  ): { ack(bytes: number): void; cancel(): void };
}

export const demand = <T>(result: Result<T>): T => {
  if (result.ok) return result.value;
  throw new Error(`${result.error.code}: ${result.error.message} ${result.error.details ?? ''}`);
};

/** Room for what a benchmark spawns; `scrollback` in lines. */
export const widenLimits = (host: BenchHost, scrollback = 5000): Promise<unknown> =>
  host.call('settings.set', {
    limits: { executives: 100, managers: 500, specialists: 1000, childrenEach: 200 },
    scrollback,
  });

/** Spawns a specialist without a parent. */
export const spawnOne = (
  host: BenchHost,
  profile: string,
  place: 'repository' | 'worktree' = 'repository',
): Promise<Instance> =>
  host.call('instances.spawn', { profile, role: 'specialist', place, confirm: false, task: 'bench' });

/** How long something that must happen may take; only a failing benchmark waits so long. */
const patienceMs = 120_000;

/** Asks again and again, `everyMs` apart, until the answer is true. */
export const untilTrue = async (
  what: string,
  look: () => Promise<boolean> | boolean,
  everyMs = 50,
): Promise<void> => {
  const deadline = performance.now() + patienceMs;
  while (!(await look())) {
    if (performance.now() > deadline) throw new Error(`waited in vain until ${what}`);
    if (everyMs > 0) await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
};

/** Only the end is looked at: reading a whole scrollback costs the screens' thread more than what is measured. */
const lastLines = 10;

export const screenShows = async (host: BenchHost, id: string, text: string): Promise<boolean> => {
  const { lines } = await host.call('instances.read', { id, lines: lastLines });
  return lines.some((line) => line.includes(text));
};
