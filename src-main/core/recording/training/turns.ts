/** One thing of a conversation, as it was recorded: of an agent's own transcript, or of the run's events. */
export interface Entry {
  readonly kind: 'prompt' | 'said' | 'tool' | 'result';
  readonly text: string;
  /** Of a tool and its result: the call's id. */
  readonly call: string | null;
  /** Of a tool: its name. */
  readonly tool: string | null;
  readonly failed: boolean;
}

export interface Call {
  readonly id: string;
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

export type Turn =
  | { readonly role: 'user'; readonly texts: string[] }
  | { readonly role: 'assistant'; readonly texts: string[]; readonly calls: Call[] }
  | {
      readonly role: 'tool';
      readonly results: { readonly id: string; readonly text: string; readonly failed: boolean }[];
    };

/** Both forms want a result for every call. */
const noResult = 'No result was recorded.';

/** What is no JSON object (a text, or one that was cut) is given as a text. */
const inputOf = (text: string): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // It is a text, then.
  }
  return { text };
};

/**
 * Puts entries into turns that both forms of messages take: every call has its result in the very next turn, no id stands for two calls,
 * and none is empty. A result that no call belongs to is left out, as is what an agent thought.
 */
export class Turns {
  readonly #turns: Turn[] = [];
  /** Calls without a result yet, by the id that the record has, with the one that they have here. */
  readonly #open = new Map<string, string>();
  readonly #used = new Set<string>();

  add(entry: Entry): void {
    if (entry.kind === 'result') this.#result(entry);
    else if (entry.kind === 'tool') this.#call(entry);
    else if (entry.text.trim() !== '') this.#text(entry.kind === 'prompt' ? 'user' : 'assistant', entry.text);
  }

  end(): readonly Turn[] {
    this.#settle();
    return this.#turns;
  }

  #text(role: 'user' | 'assistant', text: string): void {
    this.#settle();
    const last = this.#turns.at(-1);
    if (last?.role === role) last.texts.push(text);
    else this.#turns.push(role === 'user' ? { role, texts: [text] } : { role, texts: [text], calls: [] });
  }

  #call({ call, tool, text }: Entry): void {
    // A call after the first result belongs to the next answer of the model's.
    // The same id again: what was recorded of the call before has no end.
    if (this.#turns.at(-1)?.role === 'tool' || (call !== null && this.#open.has(call))) this.#settle();
    const id = this.#newId(call);
    const made = { id, name: tool ?? 'tool', input: inputOf(text) };
    const last = this.#turns.at(-1);
    if (last?.role === 'assistant') last.calls.push(made);
    else this.#turns.push({ role: 'assistant', texts: [], calls: [made] });
    // One without an id has no result, and must not be taken for one whose id is alike.
    this.#open.set(call ?? `\0${id}`, id);
  }

  #result({ call, text, failed }: Entry): void {
    const id = call === null ? undefined : this.#open.get(call);
    if (call === null || id === undefined) return;
    this.#open.delete(call);
    this.#answer(id, text, failed);
  }

  #answer(id: string, text: string, failed: boolean): void {
    const last = this.#turns.at(-1);
    if (last?.role === 'tool') last.results.push({ id, text, failed });
    else this.#turns.push({ role: 'tool', results: [{ id, text, failed }] });
  }

  #settle(): void {
    for (const id of this.#open.values()) this.#answer(id, noResult, false);
    this.#open.clear();
  }

  #newId(call: string | null): string {
    const wanted = call ?? `call_${this.#used.size + 1}`;
    let id = wanted;
    for (let again = 2; this.#used.has(id); again++) id = `${wanted}_${again}`;
    this.#used.add(id);
    return id;
  }
}
