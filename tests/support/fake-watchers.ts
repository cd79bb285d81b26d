import type { AgentSign } from '@contract/agent-signs.ts';
import type { Witness } from '@contract/states.ts';
import type { AgentWatchers, WatchedAgent } from '../../src-main/core/ports/agent-watchers.ts';

/** Watchers that a test speaks for. */
export class FakeWatchers implements AgentWatchers {
  /** Those that are watched now, by instance. */
  readonly watched = new Map<string, WatchedAgent>();
  readonly conversed: { readonly instance: string; readonly session: string }[] = [];
  readonly #sees = new Map<string, (witness: Witness, sign: AgentSign) => void>();

  watch(agent: WatchedAgent, see: (witness: Witness, sign: AgentSign) => void) {
    const { instance } = agent;
    this.watched.set(instance, agent);
    this.#sees.set(instance, see);
    return {
      conversed: (session: string) => void this.conversed.push({ instance, session }),
      stop: () => {
        if (this.watched.get(instance) === agent) this.watched.delete(instance);
      },
    };
  }

  /** Has the watcher of an instance see something. */
  see(instance: string, witness: Witness, sign: AgentSign): void {
    this.#sees.get(instance)?.(witness, sign);
  }
}
