import type { AgentHook } from './hooks.ts';
import { callTool, type McpAddress } from './mcp-call.ts';
import { type Outcome, reasonOf } from './outcome.ts';

/** How long calls are repeated while the host is away: longer than any restart of it, shorter than a night. */
const giveUpMs = 10 * 60_000;
const firstPauseMs = 100;
const longestPauseMs = 2000;

/** A tool answered with an error: it was heard, so repeating it changes nothing. */
export class Refused extends Error {}

/** Speaks with the host that launched this program, and outlasts a restart of it. */
export class HostCalls {
  /** Hooks are told in the order they happened, each after the one before it was heard. */
  private hooks: Promise<void> = Promise.resolve();

  constructor(
    private readonly address: McpAddress & { readonly hookUrl: string },
    private readonly away: (why: string | null) => void,
  ) {}

  /** Calls a tool, again and again while nobody is there. Throws `Refused` when the tool says no. */
  async tool(name: string, args: Record<string, unknown>): Promise<unknown> {
    const outcome = await this.persist(() => this.toolOnce(name, args));
    if (outcome.kind !== 'answered') throw new Refused(outcome.why);
    return outcome.value;
  }

  toolOnce(name: string, args: Record<string, unknown>): Promise<Outcome> {
    return callTool(this.address, name, args);
  }

  /** Resolves when the host has heard it. A host that refuses it is shown, and no more is done. */
  hook(hook: AgentHook): Promise<void> {
    const told = this.hooks.then(async () => {
      const outcome = await this.persist(() => this.hookOnce(hook));
      if (outcome.kind === 'refused') this.away(`the host refused the hook ${hook.event}: ${outcome.why}`);
    });
    this.hooks = told;
    return told;
  }

  private async hookOnce(hook: AgentHook): Promise<Outcome> {
    try {
      const response = await fetch(this.address.hookUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${this.address.token}` },
        body: JSON.stringify(hook),
        signal: AbortSignal.timeout(10_000),
      });
      const text = await response.text();
      if (response.ok) return { kind: 'answered', value: text };
      const kind = response.status >= 500 ? 'away' : 'refused';
      return { kind, why: `${response.status} ${text.slice(0, 200)}` };
    } catch (error) {
      return { kind: 'away', why: reasonOf(error) };
    }
  }

  /** Repeats until there is an answer or a refusal. */
  async persist(attempt: () => Promise<Outcome>): Promise<Outcome> {
    const until = Date.now() + giveUpMs;
    let pause = firstPauseMs;
    for (;;) {
      const outcome = await attempt();
      if (outcome.kind !== 'away' || Date.now() > until) {
        if (pause !== firstPauseMs) this.away(null);
        return outcome;
      }
      this.away(`Tutti is away (${outcome.why}), trying again`);
      await new Promise((resolve) => setTimeout(resolve, pause));
      pause = Math.min(longestPauseMs, pause * 2);
    }
  }
}
