import type { AgentSign } from '@contract/agent-signs.ts';
import type { ToolUse } from '@contract/usage.ts';
import { z } from 'zod';
import { clip } from './clip.ts';
import { filesOfPatch } from './files-of-patch.ts';
import type { RolloutItem } from './rollout-record.ts';

type Call = Extract<RolloutItem, { type: 'function_call' | 'custom_tool_call' }>;

const planSchema = z.object({
  plan: z.array(z.object({ step: z.string(), status: z.string() })),
});

const todoStatus: Readonly<Record<string, 'open' | 'active' | 'done'>> = {
  in_progress: 'active',
  completed: 'done',
};

const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null; // The model may write what is no JSON; codex tells it so.
  }
};

/** Under the names that codex's hooks use. */
export const toolName = ({ name, namespace }: Call): string => {
  if (namespace) return `${namespace}__${name}`;
  return name === 'exec_command' || name === 'shell' || name === 'local_shell' ? 'Bash' : name;
};

/** A command or a patch as it is, other tools' input as JSON. */
export const wordsOf = (call: Call): string => {
  if (call.type === 'custom_tool_call') return call.input;
  const input = z.object({ cmd: z.string() }).safeParse(jsonIn(call.arguments));
  return input.success ? input.data.cmd : call.arguments;
};

/** The plan that a call of codex's own tool for it holds, or null. */
export const todosOf = (call: Call): Extract<AgentSign, { event: 'todos' }> | null => {
  if (call.name !== 'update_plan' || call.type !== 'function_call') return null;
  const parsed = planSchema.safeParse(jsonIn(call.arguments));
  if (!parsed.success) return null;
  const todos = parsed.data.plan.slice(0, 200).map(({ step, status }) => ({
    text: clip(step, 500),
    status: todoStatus[status] ?? ('open' as const),
  }));
  return { event: 'todos', todos };
};

/** The calls that are under way, by their ids. */
export class RolloutTools {
  readonly #open = new Map<string, ToolUse>();
  readonly #failed = new Set<string>();

  begin(call: Call): AgentSign {
    const words = wordsOf(call);
    const use: ToolUse = {
      call: clip(call.call_id, 200),
      tool: clip(toolName(call), 200),
      status: 'started',
      summary: clip(words, 500),
      files: filesOfPatch(words),
    };
    this.#open.set(call.call_id, use);
    return { event: 'tool', use };
  }

  /** What codex adds to the log before a call's answer: the files that were really changed, and whether it went well. */
  about(item: { readonly [key: string]: unknown; readonly id: string }): void {
    const use = this.#open.get(item.id);
    if (use === undefined) return;
    if (item.status === 'failed' || item.status === 'declined') this.#failed.add(item.id);
    if (typeof item.changes !== 'object' || item.changes === null) return;
    const files = Object.keys(item.changes).map((file) => clip(file, 1000));
    this.#open.set(item.id, { ...use, files: files.slice(0, 100) });
  }

  end(id: string): AgentSign | null {
    const use = this.#open.get(id);
    if (use === undefined) return null;
    this.#open.delete(id);
    return { event: 'tool', use: { ...use, status: this.#failed.delete(id) ? 'failed' : 'done' } };
  }
}
